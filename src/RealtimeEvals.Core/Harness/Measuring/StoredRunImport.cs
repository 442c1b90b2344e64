using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>Adds runs to the store of runs from what they left on disk.</summary>
public static class StoredRunImport
{
    /// <summary>Returns the runs at a path: the folder itself if it is one of a run, else the runs in it.</summary>
    /// <param name="folder">The absolute path.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>: there is none.</exception>
    public static IReadOnlyList<string> RunsAt(string folder)
    {
        if (RunStores.IsRun(folder)) return [Path.TrimEndingDirectorySeparator(folder)];
        string[] runs = [.. RunsIn(folder).Order(StringComparer.Ordinal)];
        return runs.Length > 0 ? runs : throw EvalErrors.RunNotFound(folder);
    }

    /// <summary>Whether a folder has runs in it.</summary>
    internal static bool HasRuns(string folder) => RunsIn(folder).Any();

    private static IEnumerable<string> RunsIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(RunStores.IsRun) : [];

    /// <summary>
    /// Adds a run with its interviews, or brings what the store knows of them up to date. Analyses stay, and so do interviews that were
    /// interrupted.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <returns>The run as it is listed.</returns>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>JournalChanged</c> or <c>InvalidInput</c>: the run cannot be read. <c>StoreUnusable</c>.
    /// </exception>
    public static EvalRunSummary Add(IEvalStore store, string runPath)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (RunStores.Find(runPath) is not IStoredRun run || HarnessKinds.Find(run.Manifest.Harness) is not HarnessKind kind)
        {
            throw EvalErrors.RunNotFound(runPath);
        }

        IReadOnlyCollection<IStoredResult> results = kind.Read(run);
        var summary = EvalRunSummary.Of(run.Manifest, runPath, RunFigures.Of(results));
        store.Save(summary);
        var known = store.ListBenchmarks().Where(one => one.RunPath == runPath)
            .ToDictionary(one => one.ConversationId, one => one.Key, StringComparer.Ordinal);
        if (kind != InterviewHarness.OfInterviews) return summary;
        foreach (InterviewResult interview in results.Select(result => result.At(runPath)).OfType<InterviewResult>())
        {
            // What was asked of a model about it stands in no folder, and an interview that was interrupted is not among the results.
            BenchmarkRun? before = known.TryGetValue(interview.ConversationId, out long key) ? store.FindBenchmark(key) : null;
            string log = Path.Combine(runPath, interview.EventLogPath);
            store.Save(BenchmarkRuns.Of(interview, run.Manifest) with
            {
                Events = new(EventLines.Read(log, interview.StartedAt)),
                Analyses = before?.Analyses ?? ValueList<BenchmarkAnalysis>.Empty,
            });
        }

        return summary;
    }
}
