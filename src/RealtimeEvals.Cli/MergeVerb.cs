using System.CommandLine;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Merging;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals merge</c>: makes one run of all shards of a plan.</summary>
internal static class MergeVerb
{
    private static readonly Argument<string[]> Shards = new("SHARD")
    {
        Description = "The folders of the shards, or their names below --results-dir; without any all shards of --run-name.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> RunName =
        Text("--run-name", Words.WithDefault<MergeOptions>(nameof(MergeOptions.RunName)), "");

    private static readonly Option<bool> Force = Switch("--force", Words.Of<MergeOptions>(nameof(MergeOptions.Force)), "--overwrite");
    private static readonly Option<bool> SkipPlots = Switch("--skip-plots", Words.Of<MergeOptions>(nameof(MergeOptions.SkipPlots)));
    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Makes one run of all shards of a plan, which a gate takes like one that was never divided.";

    public static Command Create()
    {
        var command = new Command("merge", Summary)
        {
            Shards,
            StoredRuns.ResultsDir,
            RunName,
            Force,
            SkipPlots,
            Output,
        };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new MergeOptions
        {
            RunPaths = [.. (parsed.GetValue(Shards) ?? []).Select(shard => StoredRuns.Place(parsed, shard))],
            ResultsPath = FullPath(parsed.GetValue(StoredRuns.ResultsDir)!),
            RunName = parsed.GetValue(RunName)!,
            Force = parsed.GetValue(Force),
            SkipPlots = parsed.GetValue(SkipPlots),
        };
        var sink = new ConsoleSink("merge");
        try
        {
            await new MergeOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
        }
        finally
        {
            sink.EndProgress();
        }

        return await SummaryReport.WriteAsync(sink.Items.OfType<EvalRunSummary>().Single(), parsed.GetValue(Output));
    }
}
