namespace RealtimeEvals.Model;

/// <summary>What can be wrong with a line of the simulated caller.</summary>
public enum CallerViolation
{
    /// <summary>The line has no words or no sound.</summary>
    EmptyLine = 0,

    /// <summary>The caller repeated an earlier line without being asked to.</summary>
    RepeatedLine,

    /// <summary>The caller offered help, as an agent would.</summary>
    RoleInversion,

    /// <summary>The line is wrapped in quotes, stage directions or a speaker's name.</summary>
    Decoration,

    /// <summary>The caller used a number, id or address that it was not given.</summary>
    InventedFact,

    /// <summary>The caller ended the call before it could be over.</summary>
    EarlyEnd,

    /// <summary>The sign for the end of the call was part of a sentence.</summary>
    SpokenEnd,

    /// <summary>A written line was not spoken as it is written.</summary>
    NotAsWritten,
}
