namespace RealtimeEvals.Cli;

/// <summary>The one way out of the program.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // It names no service.
    private static readonly bool IsOnGitHub = Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";
#pragma warning restore RS0030

    /// <summary>Standard output: results.</summary>
    public static TerminalStream Output { get; } = new(static () => Console.Out, !Console.IsOutputRedirected, IsOnGitHub);

    /// <summary>Standard error: everything else.</summary>
    public static TerminalStream Error { get; } = new(static () => Console.Error, !Console.IsErrorRedirected, IsOnGitHub);

    /// <summary>Lets a build server take commands again.</summary>
    public static void Close()
    {
        try
        {
            Output.Close();
        }
        finally
        {
            Error.Close();
        }
    }
}
