namespace RealtimeEvals.Grading;

/// <summary>What a grader needs besides the turn or the conversation.</summary>
[Flags]
internal enum GraderNeeds
{
    None = 0,

    /// <summary>A model that judges.</summary>
    Judge = 1,

    /// <summary>A criterion in words.</summary>
    Criteria = 2,

    /// <summary>The instructions of the agent.</summary>
    Instructions = 4,

    /// <summary>A transcript of the caller's audio.</summary>
    CallerSound = 8,

    /// <summary>A transcript of the agent's audio.</summary>
    AgentSound = 16,
}
