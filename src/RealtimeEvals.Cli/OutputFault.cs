namespace RealtimeEvals.Cli;

/// <summary>
/// Faults of the place to which the program's output is led. Whatever else cannot be written has an error of its own by then.
/// </summary>
internal static class OutputFault
{
    private const int NoSpace = 28;
    private const int TooLarge = 27;
    private const int InputOutput = 5;
    private const int OverQuota = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether an exception is one. A reader that goes away is none: the platform drops what nobody reads any more.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException { HResult: NoSpace or TooLarge or InputOutput or OverQuota or NoSpaceOnWindows };
}
