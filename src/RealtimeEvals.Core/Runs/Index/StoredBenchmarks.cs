using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Runs.Index;

/// <summary>The interviews of a store, as they stand now: one that no process holds any more was interrupted.</summary>
public static class StoredBenchmarks
{
    /// <summary>Returns interviews without their turns, events, tests and analyses, the newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">Only those with this id; null for any.</param>
    /// <param name="runPath">Only those of the run in this folder, empty for those of none; null for any.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    public static IReadOnlyList<BenchmarkRun> List(IEvalStore store, string? id = null, string? runPath = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var held = new Dictionary<string, bool>(StringComparer.Ordinal);
        return [.. store.ListBenchmarks(id, runPath).Select(run => AsItStands(run, IsHeld))];

        bool IsHeld(string path) => held.TryGetValue(path, out bool known) ? known : held[path] = RunStores.IsHeld(path);
    }

    /// <summary>Returns an interview; null when there is none with that key.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="parts">What belongs to it; the rest is left empty.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    public static BenchmarkRun? Find(IEvalStore store, long key, BenchmarkParts parts = BenchmarkParts.All)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.FindBenchmark(key, parts) is BenchmarkRun run ? AsItStands(run, RunStores.IsHeld) : null;
    }

    private static BenchmarkRun AsItStands(BenchmarkRun run, Func<string, bool> isHeld) =>
        run.Status != BenchmarkStatus.Running || (run.RunPath.Length > 0 && isHeld(run.RunPath))
            ? run
            : run with { Status = BenchmarkStatus.Interrupted, Doubt = run.Doubt.Length > 0 ? run.Doubt : "it was interrupted" };
}
