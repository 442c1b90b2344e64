using RealtimeEvals.Messages;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>The summary of a run in one object. It is not evidence: a gate reads the run itself.</summary>
public sealed record EvalRunSummary
{
    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of the run, which is that of its folder: the id, unless the run was renamed.</summary>
    public string Name => Path.GetFileName(RunPath) is { Length: > 0 } name ? name : RunId;

    /// <summary>The harness: crawl, walk, run, refusal-smoke or benchmark.</summary>
    public required string Harness { get; init; }

    /// <summary>Where the run stands: Running, Completed, Cancelled or Failed.</summary>
    public RunState State { get; init; }

    /// <summary>
    /// The verdict on the whole run: Error before Inconclusive before Fail, and Pass only if every planned case passed in a completed run.
    /// </summary>
    public Outcome Outcome { get; init; }

    /// <summary>When the run was first started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Who answered: sandbox, or the host of the endpoint.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model as the service reported it; empty when it did not.</summary>
    public string Model { get; init; } = "";

    /// <summary>Number of planned cases.</summary>
    public int Planned { get; init; }

    /// <summary>Number of cases in the data; null when the run did not record it.</summary>
    public int? DataCases { get; init; }

    /// <summary>Number of cases that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Number of cases that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Number of cases that ended in Error.</summary>
    public int Errored { get; init; }

    /// <summary>Number of cases without a verdict.</summary>
    public int Inconclusive { get; init; }

    /// <summary>Number of cases that were skipped on purpose.</summary>
    public int Skipped { get; init; }

    /// <summary>Passed over planned, 0 to 1; null when nothing was planned.</summary>
    public double? PassRate { get; init; }

    /// <summary>Median time to first audio in milliseconds; null when no turn had audio.</summary>
    public double? LatencyFirstAudioMsP50 { get; init; }

    /// <summary>95th percentile of the time to first audio in milliseconds; null when no turn had audio.</summary>
    public double? LatencyFirstAudioMsP95 { get; init; }

    /// <summary>Number of turns from which the latencies were computed.</summary>
    public int LatencyCount { get; init; }

    /// <summary>Cost of all cases in US dollars; null when the cost of any case is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>From the start of the run to its end; null while it has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>
    /// Number of turns whose latencies are uncertain, because this machine was too busy to measure them; null when it is not known.
    /// </summary>
    public int? UncertainLatencyCount { get; init; }

    /// <summary>Returns the run, its state and the counts of outcomes on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{RunId}: {State}, {Passed} passed, {Failed} failed, {Errored} errored, ")
        + FormattableString.Invariant($"{Inconclusive} inconclusive, {Skipped} skipped of {Planned}"));

    /// <summary>Summarizes a run.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="figures">The figures of the newest result of each case.</param>
    internal static EvalRunSummary Of(RunManifest manifest, string runPath, RunFigures figures)
    {
        var latency = Statistic.Of(figures.Series("latency_first_audio_ms").Known.Select(value => (double?)value));
        int passed = figures.CountOf(Outcome.Pass);
        return new EvalRunSummary
        {
            RunId = manifest.RunId,
            Harness = manifest.Harness,
            State = manifest.State,
            Outcome = OutcomeOf(manifest, figures),
            StartedAt = manifest.StartedAt,
            Provider = manifest.Provider,
            Model = manifest.ResolvedModel,
            Planned = manifest.Planned,
            DataCases = manifest.DataCases > 0 ? manifest.DataCases : null,
            Passed = passed,
            Failed = figures.CountOf(Outcome.Fail),
            Errored = figures.CountOf(Outcome.Error),
            Inconclusive = figures.CountOf(Outcome.Inconclusive),
            Skipped = figures.CountOf(Outcome.Skipped),
            PassRate = manifest.Planned > 0 ? (double)passed / manifest.Planned : null,
            LatencyFirstAudioMsP50 = latency?.P50,
            LatencyFirstAudioMsP95 = latency?.P95,
            LatencyCount = latency?.Count ?? 0,
            CostUsd = figures.CostUsd,
            Duration = manifest.EndedAt - manifest.StartedAt,
            RunPath = runPath,
            UncertainLatencyCount = figures.Series(LatencyDoubt.FigureName).Known is { Count: > 0 } told
                ? told.Count(static value => LatencyDoubt.IsDoubtful(value)) : null,
        };
    }

    private static Outcome OutcomeOf(RunManifest manifest, RunFigures figures)
    {
        if (figures.CountOf(Outcome.Error) > 0) return Outcome.Error;
        bool isWhole = manifest.State == RunState.Completed && figures.Count == manifest.Planned && figures.Count > 0;
        if (!isWhole || figures.CountOf(Outcome.Inconclusive) + figures.CountOf(Outcome.Skipped) > 0) return Outcome.Inconclusive;
        return figures.CountOf(Outcome.Pass) == figures.Count ? Outcome.Pass : Outcome.Fail;
    }
}
