namespace RealtimeEvals.Model;

/// <summary>The category of an error; the cmdlets map it to an error category, the program to an exit code.</summary>
public enum ErrorKind
{
    /// <summary>The failure was not anticipated; it is a bug.</summary>
    Unexpected = 0,

    /// <summary>A parameter or a combination of parameters is wrong.</summary>
    Usage,

    /// <summary>An input file does not have the expected content.</summary>
    Data,

    /// <summary>There is no key, or the service rejected it.</summary>
    Authentication,

    /// <summary>An endpoint refused, timed out or gave an unusable answer.</summary>
    Connection,

    /// <summary>A file could not be read or written during the run.</summary>
    Storage,

    /// <summary>A gate did not pass.</summary>
    Gate,
}
