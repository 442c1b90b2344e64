using RealtimeEvals.Messages;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>A run in one object. It sums results up and is none: a gate looks at the run itself.</summary>
public sealed record EvalRunSummary
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>crawl, walk, run or refusal-smoke.</summary>
    public required string Harness { get; init; }

    /// <summary>Where the run stands: Running, Completed, Cancelled or Failed.</summary>
    public RunState State { get; init; }

    /// <summary>Who answered: sandbox, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model as the service named it; empty when it did not.</summary>
    public string Model { get; init; } = "";

    /// <summary>Cases of the plan.</summary>
    public int Planned { get; init; }

    /// <summary>Cases of the data; null when the run does not say.</summary>
    public int? DataCases { get; init; }

    /// <summary>Cases that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Cases that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Cases that ended in Error.</summary>
    public int Errored { get; init; }

    /// <summary>Cases without a verdict.</summary>
    public int Inconclusive { get; init; }

    /// <summary>Cases that were left out on purpose.</summary>
    public int Skipped { get; init; }

    /// <summary>Passed over planned, 0 to 1; null when nothing was planned.</summary>
    public double? PassRate { get; init; }

    /// <summary>Median of the time to the first audio in milliseconds; null when no turn had audio.</summary>
    public double? LatencyFirstAudioMsP50 { get; init; }

    /// <summary>95th percentile of the time to the first audio in milliseconds.</summary>
    public double? LatencyFirstAudioMsP95 { get; init; }

    /// <summary>How many turns both were taken over.</summary>
    public int LatencyCount { get; init; }

    /// <summary>Cost of all cases in US dollars; null when that of one is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>From the start of the run to its end; null while it has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>One line: the run, what became of it, and its share.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{RunId}: {State}, {Passed} passed, {Failed} failed, {Errored} errored, ")
        + FormattableString.Invariant($"{Inconclusive} inconclusive, {Skipped} skipped of {Planned}"));

    /// <summary>Sums a run up.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="runPath">Its folder.</param>
    /// <param name="results">The newest result of each case.</param>
    internal static EvalRunSummary Of(RunManifest manifest, string runPath, IReadOnlyCollection<IStoredResult> results)
    {
        var latency = Statistic.Of(results.SelectMany(result => result.GetLatencies()));
        int passed = Count(Outcome.Pass);
        return new EvalRunSummary
        {
            RunId = manifest.RunId,
            Harness = manifest.Harness,
            State = manifest.State,
            Provider = manifest.Provider,
            Model = manifest.ResolvedModel,
            Planned = manifest.Planned,
            DataCases = manifest.DataCases > 0 ? manifest.DataCases : null,
            Passed = passed,
            Failed = Count(Outcome.Fail),
            Errored = Count(Outcome.Error),
            Inconclusive = Count(Outcome.Inconclusive),
            Skipped = Count(Outcome.Skipped),
            PassRate = manifest.Planned > 0 ? (double)passed / manifest.Planned : null,
            LatencyFirstAudioMsP50 = latency?.P50,
            LatencyFirstAudioMsP95 = latency?.P95,
            LatencyCount = latency?.Count ?? 0,
            CostUsd = results.Any(result => result.CostUsd is null) ? null : results.Sum(result => result.CostUsd),
            Duration = manifest.EndedAt - manifest.StartedAt,
            RunPath = runPath,
        };

        int Count(Outcome outcome) => results.Count(result => result.Outcome == outcome);
    }
}
