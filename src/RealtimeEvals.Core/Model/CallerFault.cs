namespace RealtimeEvals.Model;

/// <summary>What can be wrong with a line of the simulated caller.</summary>
public enum CallerFault
{
    /// <summary>No words, or no sound.</summary>
    EmptyLine = 0,

    /// <summary>A line that the caller said before, without being asked to say it again.</summary>
    RepeatedLine,

    /// <summary>The caller offers help as an agent would.</summary>
    RoleInversion,

    /// <summary>Words around the line: quotes, stage directions, a name in front.</summary>
    Decoration,

    /// <summary>A number, id or address that nobody told the caller.</summary>
    InventedFact,

    /// <summary>The end of the call before it could have come.</summary>
    EarlyEnd,

    /// <summary>The sign for the end of the call as a part of a sentence.</summary>
    SpokenEnd,

    /// <summary>A line that was written and not said as it was written.</summary>
    NotAsWritten,
}
