namespace RealtimeEvals.Cli;

/// <summary>
/// Recognizes errors of writing to standard output or standard error. Errors of other files have been converted to errors of their own
/// before.
/// </summary>
internal static class OutputError
{
    private const int NoSpace = 28;
    private const int TooLarge = 27;
    private const int InputOutput = 5;
    private const int OverQuota = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether an exception is such an error. A closed pipe is none, because the platform ignores writes to it.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException { HResult: NoSpace or TooLarge or InputOutput or OverQuota or NoSpaceOnWindows };
}
