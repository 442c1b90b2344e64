using RealtimeEvals.Realtime;

namespace RealtimeEvals.Cli;

/// <summary>The one way out of the program.</summary>
internal static class Terminal
{
    /// <summary>Standard output: results.</summary>
    public static TerminalStream Output { get; } =
        new(static () => Console.Out, !Console.IsOutputRedirected, ServiceEnvironment.IsOnGitHub);

    /// <summary>Standard error: everything else.</summary>
    public static TerminalStream Error { get; } =
        new(static () => Console.Error, !Console.IsErrorRedirected, ServiceEnvironment.IsOnGitHub);

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
