namespace RealtimeEvals.Model;

/// <summary>The verdict of a gate or one of its rules. The zero value is never a pass.</summary>
public enum GateVerdict
{
    /// <summary>The evidence does not allow a verdict.</summary>
    NotEvaluated = 0,

    /// <summary>The evidence is complete and every rule holds.</summary>
    Passed,

    /// <summary>The evidence is complete and at least one rule does not hold.</summary>
    Failed,
}
