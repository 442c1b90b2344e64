namespace RealtimeEvals.Model;

/// <summary>What a gate or one of its rules says. The zero value is never a pass.</summary>
public enum GateVerdict
{
    /// <summary>The evidence does not allow a verdict.</summary>
    NotEvaluated = 0,

    /// <summary>Every rule holds on evidence that is whole.</summary>
    Passed,

    /// <summary>The evidence is whole and at least one rule does not hold.</summary>
    Failed,
}
