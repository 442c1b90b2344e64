namespace RealtimeEvals.Model;

/// <summary>The verdict on one case. The zero value is never a pass.</summary>
public enum Outcome
{
    /// <summary>No verdict could be reached from the evidence.</summary>
    Inconclusive = 0,

    /// <summary>Every expectation of the case held.</summary>
    Pass,

    /// <summary>The agent answered, and at least one expectation did not hold.</summary>
    Fail,

    /// <summary>The infrastructure failed, so the agent was not judged.</summary>
    Error,

    /// <summary>The case was left out on purpose.</summary>
    Skipped,
}
