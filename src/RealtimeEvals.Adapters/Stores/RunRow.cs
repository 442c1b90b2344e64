using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>A row of the table runs.</summary>
internal sealed record RunRow
{
    public string RunPath { get; init; } = "";

    public string RunId { get; init; } = "";

    public string Harness { get; init; } = "";

    public string State { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string StartedAt { get; init; } = "";

    public string? EndedAt { get; init; }

    public string Provider { get; init; } = "";

    public string Model { get; init; } = "";

    public int Planned { get; init; }

    public int? DataCases { get; init; }

    public int Passed { get; init; }

    public int Failed { get; init; }

    public int Errored { get; init; }

    public int Inconclusive { get; init; }

    public int Skipped { get; init; }

    public double? PassRate { get; init; }

    public double? LatencyFirstAudioMsP50 { get; init; }

    public double? LatencyFirstAudioMsP95 { get; init; }

    public int LatencyCount { get; init; }

    public int? UncertainLatencyCount { get; init; }

    public string? CostUsd { get; init; }

    public string StoredAt { get; init; } = "";

    public static RunRow Of(EvalRunSummary run, DateTimeOffset now) => new()
    {
        RunPath = run.RunPath,
        RunId = run.RunId,
        Harness = run.Harness,
        State = StoredValue.Of(run.State),
        Outcome = StoredValue.Of(run.Outcome),
        StartedAt = StoredValue.Of(run.StartedAt),
        EndedAt = StoredValue.Of(run.StartedAt + run.Duration),
        Provider = run.Provider,
        Model = run.Model,
        Planned = run.Planned,
        DataCases = run.DataCases,
        Passed = run.Passed,
        Failed = run.Failed,
        Errored = run.Errored,
        Inconclusive = run.Inconclusive,
        Skipped = run.Skipped,
        PassRate = run.PassRate,
        LatencyFirstAudioMsP50 = run.LatencyFirstAudioMsP50,
        LatencyFirstAudioMsP95 = run.LatencyFirstAudioMsP95,
        LatencyCount = run.LatencyCount,
        UncertainLatencyCount = run.UncertainLatencyCount,
        CostUsd = StoredValue.Of(run.CostUsd),
        StoredAt = StoredValue.Of(now),
    };

    public EvalRunSummary ToSummary()
    {
        DateTimeOffset startedAt = StoredValue.Time(StartedAt);
        return new EvalRunSummary
        {
            RunPath = RunPath,
            RunId = RunId,
            Harness = Harness,
            State = StoredValue.Word<RunState>(State),
            Outcome = StoredValue.Word<Outcome>(Outcome),
            StartedAt = startedAt,
            Duration = StoredValue.TimeOrNull(EndedAt) - startedAt,
            Provider = Provider,
            Model = Model,
            Planned = Planned,
            DataCases = DataCases,
            Passed = Passed,
            Failed = Failed,
            Errored = Errored,
            Inconclusive = Inconclusive,
            Skipped = Skipped,
            PassRate = PassRate,
            LatencyFirstAudioMsP50 = LatencyFirstAudioMsP50,
            LatencyFirstAudioMsP95 = LatencyFirstAudioMsP95,
            LatencyCount = LatencyCount,
            UncertainLatencyCount = UncertainLatencyCount,
            CostUsd = StoredValue.Amount(CostUsd),
        };
    }
}
