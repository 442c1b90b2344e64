using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>The runs of the store as they stand now, whoever started them.</summary>
/// <param name="store">The store of runs.</param>
internal sealed class RunBook(IEvalStore store)
{
    /// <summary>The harness of interviews.</summary>
    public const string Benchmark = "benchmark";

    private const int HashLength = 8;

    /// <summary>The store of runs.</summary>
    public IEvalStore Store => store;

    /// <summary>Returns all runs, the newest first.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>.</exception>
    public IReadOnlyList<RunEntry> List()
    {
        IReadOnlyList<EvalRunSummary> runs = IndexedRuns.List(store);
        ILookup<string, BenchmarkRun> interviews = StoredBenchmarks.List(store).ToLookup(one => one.RunPath, StringComparer.Ordinal);
        HashSet<string> shared = [.. Shared(runs.Select(run => run.RunId).Concat(interviews[""].Select(one => one.Id)))];
        return
        [
            .. runs.Select(run => Of(run, interviews[run.RunPath], shared))
                .Concat(interviews[""].Select(one => Of(one, shared)))
                .OrderByDescending(entry => entry.StartedAt),
        ];
    }

    /// <summary>Returns a run.</summary>
    /// <param name="id">The id as lists show it; or the name alone, where one run has it.</param>
    /// <exception cref="EvalException"><c>RunNotListed</c>: there is none, or several have that name. <c>StoreUnusable</c>.</exception>
    public RunEntry Get(string id)
    {
        IReadOnlyList<RunEntry> all = List();
        return all.FirstOrDefault(entry => entry.Id == id)
            ?? throw EvalErrors.RunNotListed(id, store.Path, [.. all.Select(entry => entry.Id)]);
    }

    /// <summary>Returns the run in a folder; null when the store does not list it.</summary>
    public RunEntry? FindByPath(string runPath) => List().FirstOrDefault(entry => entry.RunPath == runPath);

    /// <summary>Returns the interviews of a run without their turns, in the order in which they started.</summary>
    public IReadOnlyList<BenchmarkRun> InterviewsOf(RunEntry entry) => entry.InterviewKey > 0
        ? [StoredBenchmarks.Find(store, entry.InterviewKey, BenchmarkParts.None) ?? throw EvalErrors.RunNotListed(entry.Id, store.Path, [])]
        : entry.Harness == Benchmark ? [.. StoredBenchmarks.List(store, runPath: entry.RunPath).Reverse()] : [];

    /// <summary>Returns an interview by the id that it has in the store; the newest where several have it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="parts">What belongs to it.</param>
    /// <exception cref="EvalException"><c>BenchmarkRunNotFound</c>, <c>StoreUnusable</c>.</exception>
    public BenchmarkRun GetInterview(string id, BenchmarkParts parts) =>
        FindInterview(id, parts)
            ?? throw EvalErrors.BenchmarkRunNotFound(id, store.Path, [.. store.ListBenchmarks().Select(one => one.Id)]);

    /// <summary>Returns an interview by the id that it has in the store; null when there is none.</summary>
    public BenchmarkRun? FindInterview(string id, BenchmarkParts parts) =>
        store.ListBenchmarks(id) is [BenchmarkRun first, ..] ? StoredBenchmarks.Find(store, first.Key, parts) : null;

    private static IEnumerable<string> Shared(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.Ordinal)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key);

    private static RunEntry Of(EvalRunSummary run, IEnumerable<BenchmarkRun> interviews, HashSet<string> shared)
    {
        BenchmarkRun[] held = [.. interviews];
        return new RunEntry
        {
            Id = IdOf(run.RunId, run.RunPath, shared),
            Name = run.RunId,
            RunPath = run.RunPath,
            Harness = run.Harness,
            Standing = StandingOf(run.State),
            Outcome = run.Outcome,
            StartedAt = run.StartedAt,
            Duration = run.Duration,
            Planned = run.Planned,
            Passed = run.Passed,
            PassRate = run.PassRate,
            TurnCount = run.Harness == Benchmark ? held.Sum(one => one.TurnCount) : null,
            Prompts = string.Join(", ", held.Select(PromptsOf).Distinct(StringComparer.Ordinal)),
            Provider = run.Provider,
            Model = run.Model,
            LatencyFirstAudioMsP50 = run.LatencyFirstAudioMsP50,
            UncertainLatencyCount = run.UncertainLatencyCount,
            CostUsd = run.CostUsd,
        };
    }

    private static RunEntry Of(BenchmarkRun one, HashSet<string> shared) => new()
    {
        Id = IdOf(one.Id, FormattableString.Invariant($"{one.Key}"), shared),
        Name = one.Id,
        InterviewKey = one.Key,
        Harness = Benchmark,
        Standing = one.Status switch
        {
            BenchmarkStatus.Completed => RunStanding.Completed,
            BenchmarkStatus.Cancelled => RunStanding.Cancelled,
            BenchmarkStatus.Failed => RunStanding.Failed,
            _ => RunStanding.Interrupted,
        },
        Outcome = one.Outcome,
        StartedAt = one.StartedAt,
        Duration = one.EndedAt - one.StartedAt,
        Planned = 1,
        Passed = one.Outcome == Outcome.Pass ? 1 : 0,
        TurnCount = one.TurnCount,
        Prompts = PromptsOf(one),
        Provider = one.Provider,
        Model = one.InterviewerModel,
        CostUsd = one.CostUsd,
        Doubt = one.Doubt,
    };

    private static RunStanding StandingOf(RunState state) => state switch
    {
        RunState.Running => RunStanding.Running,
        RunState.Completed => RunStanding.Completed,
        RunState.Cancelled => RunStanding.Cancelled,
        RunState.Capped => RunStanding.Capped,
        RunState.Failed => RunStanding.Failed,
        _ => RunStanding.Interrupted,
    };

    private static string IdOf(string name, string place, HashSet<string> shared) =>
        shared.Contains(name) ? $"{name}~{FileHash.OfText(place)[..HashLength]}" : name;

    private static string PromptsOf(BenchmarkRun one) =>
        one.InterviewerPrompt.Length + one.ParticipantPrompt.Length == 0 ? "" : $"{one.InterviewerPrompt} \u2192 {one.ParticipantPrompt}";
}
