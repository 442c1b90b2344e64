using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// Keeps a run in the store of runs up to date. The folder of the run is the evidence, so a store that cannot be written ends nothing: it
/// is one warning.
/// </summary>
/// <param name="store">The store; null for none.</param>
/// <param name="warn">Takes the warning.</param>
internal sealed class RunIndex(IEvalStore? store, Action<string> warn)
{
    private bool _isBroken;

    /// <summary>Begins a run. What is stored of an earlier run in the same folder gives way, unless that is resumed.</summary>
    public void Begin(RunManifest manifest, string runPath, RunFigures figures, bool isResumed)
    {
        if (!isResumed) Try(one => one.ForgetRun(runPath));
        Save(manifest, runPath, figures);
    }

    /// <summary>Saves where a run stands.</summary>
    public void Save(RunManifest manifest, string runPath, RunFigures figures) =>
        Try(one => one.Save(EvalRunSummary.Of(manifest, runPath, figures)));

    /// <summary>Writes to the store, unless it has failed before.</summary>
    public void Try(Action<IEvalStore> write)
    {
        if (store is null || Volatile.Read(ref _isBroken)) return;
        try
        {
            write(store);
        }
        catch (EvalException exception)
        {
            // Cases that run in parallel may fail at the same time.
            if (!Interlocked.Exchange(ref _isBroken, true)) warn($"{exception.Message} {exception.RecommendedAction}");
        }
    }
}
