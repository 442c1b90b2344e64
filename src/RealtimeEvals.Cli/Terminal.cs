using RealtimeEvals.Realtime;

namespace RealtimeEvals.Cli;

/// <summary>The output streams of the program; nothing is written in any other way.</summary>
internal static class Terminal
{
    /// <summary>Standard output, for results.</summary>
    public static TerminalStream Output { get; } =
        new(static () => Console.Out, !Console.IsOutputRedirected, ServiceEnvironment.IsOnGitHub);

    /// <summary>Standard error, for everything else.</summary>
    public static TerminalStream Error { get; } =
        new(static () => Console.Error, !Console.IsErrorRedirected, ServiceEnvironment.IsOnGitHub);

    /// <summary>Standard input, which ends with whoever started the program.</summary>
    public static Stream Input => Console.OpenStandardInput();

    /// <summary>Lets a build server interpret commands in the output again.</summary>
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
