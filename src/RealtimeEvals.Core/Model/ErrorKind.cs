namespace RealtimeEvals.Model;

/// <summary>What sort of thing went wrong; front doors map it to an exit code or an error category.</summary>
public enum ErrorKind
{
    /// <summary>The failure was not foreseen.</summary>
    Unexpected = 0,

    /// <summary>A parameter or a combination of parameters is wrong.</summary>
    Usage,

    /// <summary>An input file does not hold what was expected.</summary>
    Data,

    /// <summary>No key, or a key that the service refused.</summary>
    Authentication,

    /// <summary>An endpoint refused, hung or answered something else.</summary>
    Connection,

    /// <summary>A file could not be read or written while the run was under way.</summary>
    Storage,

    /// <summary>A gate did not let something through.</summary>
    Gate,
}
