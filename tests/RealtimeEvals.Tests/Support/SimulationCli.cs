namespace RealtimeEvals.Tests.Support;

/// <summary>Runs <c>realtime-evals run</c> and <c>measure</c> on the sandbox.</summary>
public static class SimulationCli
{
    /// <summary>Runs <c>run</c> with a speech cache in the folder.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunSimulationsAsync(this CliFolder folder, params string[] arguments) =>
        Cli.RunAsync(folder.Path, null, ["run", "--sandbox", "--speech-cache", folder.PathOf("speech"), .. arguments]);

    /// <summary>Runs <c>measure</c>.</summary>
    public static Task<(int ExitCode, string Output, string Error)> MeasureAsync(this CliFolder folder, params string[] arguments) =>
        Cli.RunAsync(folder.Path, null, ["measure", .. arguments]);
}
