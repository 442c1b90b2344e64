using System.CommandLine;
using RealtimeEvals.Harness;
using RealtimeEvals.Runs.Stores;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>Finds stored runs by their folder or by their name.</summary>
internal static class StoredRuns
{
    /// <summary>The help text of the argument that names a run.</summary>
    public const string Description = "The folder of the run, or its name below --results-dir.";

    /// <summary>The flag for the folder of all runs.</summary>
    public static Option<string> ResultsDir { get; } =
        Text("--results-dir", Words.Of<RunOptions>(nameof(RunOptions.ResultsPath)), "results");

    /// <summary>Returns the folder of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The folder or the name.</param>
    public static string Find(ParseResult parsed, string named) =>
        RunStores.FirstRun(FullPath(named), Below(parsed, named));

    /// <summary>Returns the folder of a run without requiring that it exists, for verbs that validate other input first.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The folder or the name.</param>
    public static string Place(ParseResult parsed, string named) =>
        Path.TrimEndingDirectorySeparator(
            !RunStores.IsRun(FullPath(named)) && RunStores.IsRun(Below(parsed, named)) ? Below(parsed, named) : FullPath(named));

    /// <summary>Returns a file as it is named, else the folder of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">The file, the folder or the name.</param>
    public static string FindOrFile(ParseResult parsed, string named) =>
        File.Exists(FullPath(named)) ? FullPath(named) : Find(parsed, named);

    private static string Below(ParseResult parsed, string named) => FullPath(Path.Combine(parsed.GetValue(ResultsDir)!, named));
}
