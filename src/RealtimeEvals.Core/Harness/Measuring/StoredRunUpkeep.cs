using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>Removes and renames stored runs, together with what the store of runs knows of them.</summary>
public static class StoredRunUpkeep
{
    /// <summary>
    /// Removes the folder of a run, the run from the store, and its interviews from there. A run whose folder is gone already is taken
    /// from the store.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="runPath">The absolute path of the run.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>: there is no run. <c>RunInUse</c>: a process is writing it. <c>LinkInRunFolder</c>. <c>RunNotMoved</c>: a file
    /// cannot be deleted; what is left is a run still. <c>StoreUnusable</c>: nothing was removed.
    /// </exception>
    public static void Remove(IEvalStore store, string runPath)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Path.Exists(runPath) && store.ListRuns().Any(run => run.RunPath == runPath)) store.ForgetRun(runPath);
        else RunStores.Remove(runPath, () => store.ForgetRun(runPath));
    }

    /// <summary>Gives a run another name, which is that of its folder, in the store too. What is in the folder stays as it is.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runPath">The absolute path of the run.</param>
    /// <param name="newName">The new name.</param>
    /// <returns>The path of the run now.</returns>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>: the name is not safe. <c>RunNotFound</c>, <c>RunExists</c>, <c>RunInUse</c>, <c>LinkInRunFolder</c> or
    /// <c>RunNotMoved</c>. <c>StoreUnusable</c>: the store cannot be written; nothing was renamed.
    /// </exception>
    public static string Rename(IEvalStore store, string runPath, string newName)
    {
        ArgumentNullException.ThrowIfNull(store);
        string target = RunStores.Named(Path.GetDirectoryName(runPath) ?? runPath, newName);
        store.RequireWritable();
        RunStores.Rename(runPath, newName);
        store.MoveRun(runPath, target);
        return target;
    }
}
