namespace RealtimeEvals.Grading;

/// <summary>What a grader must be given beside the turn or the conversation.</summary>
[Flags]
internal enum GraderNeeds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A model that judges.</summary>
    Judge = 1,

    /// <summary>Words for what must hold.</summary>
    Criteria = 2,

    /// <summary>The agent's instructions.</summary>
    Instructions = 4,

    /// <summary>What is heard in the caller's sound.</summary>
    CallerSound = 8,

    /// <summary>What is heard in the agent's sound.</summary>
    AgentSound = 16,
}
