using System.CommandLine;
using RealtimeEvals.Harness;
using RealtimeEvals.Runs.Stores;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>Stored runs, by their folders or by their names.</summary>
internal static class StoredRuns
{
    /// <summary>What a verb says about the run that it takes.</summary>
    public const string Description = "The folder of the run, or its name below --results-dir.";

    /// <summary>The folder of all runs.</summary>
    public static Option<string> ResultsDir { get; } =
        Text("--results-dir", Words.Of<RunOptions>(nameof(RunOptions.ResultsPath)), "results");

    /// <summary>The folder of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The folder, or the name.</param>
    public static string Find(ParseResult parsed, string named) =>
        RunStores.FirstRun(FullPath(named), Below(parsed, named));

    /// <summary>The same for whoever looks at other things first, and then says that there is no such run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The folder, or the name.</param>
    public static string Place(ParseResult parsed, string named) =>
        Path.TrimEndingDirectorySeparator(
            !RunStores.IsRun(FullPath(named)) && RunStores.IsRun(Below(parsed, named)) ? Below(parsed, named) : FullPath(named));

    private static string Below(ParseResult parsed, string named) => FullPath(Path.Combine(parsed.GetValue(ResultsDir)!, named));
}
