using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>Removes and renames the folders of runs that nobody is writing.</summary>
internal static class FolderUpkeep
{
    /// <inheritdoc cref="IRunStore.Remove" />
    public static void Remove(FolderStore store, string runId, Action forget)
    {
        string path = store.PathOf(runId);
        Guard(path, () =>
        {
            using (FolderRun held = Hold(store, runId))
            {
                FolderRun.RequireNoLinks(path, everywhere: true);
                forget();
                held.Clear();
            }

            // The lock is gone too. Should another process have begun a run here by now, the folder is not empty and stays.
            Directory.Delete(path);
        });
    }

    /// <inheritdoc cref="IRunStore.Rename" />
    public static void Rename(FolderStore store, string runId, string newId)
    {
        string path = store.PathOf(runId);
        string target = store.PathOf(newId);
        if (store.IsTaken(newId)) throw EvalErrors.RunExists(newId, target);
        Guard(path, () =>
        {
            using FolderRun held = Hold(store, runId);

            // Windows does not rename a folder with an open file in it.
            if (OperatingSystem.IsWindows()) held.Dispose();
            Directory.Move(path, target);
            File.Delete(Path.Combine(target, FolderRun.LockName));
        });
    }

    private static FolderRun Hold(FolderStore store, string runId) =>
        store.Contains(runId) && FolderRun.TryOpen(store, runId) is FolderRun held
            ? held
            : throw EvalErrors.RunNotFound(store.PathOf(runId), [.. store.Ids]);

    private static void Guard(string path, Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.RunNotMoved(path, exception);
        }
    }
}
