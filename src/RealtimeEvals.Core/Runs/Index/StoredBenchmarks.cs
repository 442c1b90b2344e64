using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Runs.Index;

/// <summary>The interviews of a store, as they stand now: one that no process holds any more was interrupted.</summary>
public static class StoredBenchmarks
{
    /// <summary>Returns the interviews without their turns, events, tests and analyses, the newest first.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    public static IReadOnlyList<BenchmarkRun> List(IEvalStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var held = new Dictionary<string, bool>(StringComparer.Ordinal);
        return [.. store.ListBenchmarks().Select(run => AsItStands(run, IsHeld))];

        bool IsHeld(string path) => held.TryGetValue(path, out bool known) ? known : held[path] = RunStores.IsHeld(path);
    }

    /// <summary>Returns an interview with everything; null when there is none with that key.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    public static BenchmarkRun? Find(IEvalStore store, long key)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.FindBenchmark(key) is BenchmarkRun run ? AsItStands(run, RunStores.IsHeld) : null;
    }

    private static BenchmarkRun AsItStands(BenchmarkRun run, Func<string, bool> isHeld) =>
        run.Status != BenchmarkStatus.Running || (run.RunPath.Length > 0 && isHeld(run.RunPath))
            ? run
            : run with { Status = BenchmarkStatus.Interrupted, Doubt = run.Doubt.Length > 0 ? run.Doubt : "it was interrupted" };
}
