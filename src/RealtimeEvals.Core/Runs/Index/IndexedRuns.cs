using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Runs.Index;

/// <summary>The runs of a store, as they stand now: one that is said to run and that no process holds was interrupted.</summary>
public static class IndexedRuns
{
    /// <summary>Returns the runs, the newest first.</summary>
    /// <param name="store">The store.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    public static IReadOnlyList<EvalRunSummary> List(IEvalStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return [.. store.ListRuns().Select(AsItStands)];
    }

    private static EvalRunSummary AsItStands(EvalRunSummary run) =>
        run.State == RunState.Running && !RunStores.IsHeld(run.RunPath) ? run with { State = RunState.Interrupted } : run;
}
