using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Runs.Stores;

/// <summary>Every kind of store, and stored runs by the paths that users give.</summary>
public static class RunStores
{
    /// <summary>For each kind of store: which store and which of its runs a path names; null for a path of another kind.</summary>
    private static readonly IReadOnlyList<Func<string, (IRunStore Store, string RunId)?>> Kinds = [path => FolderStore.At(path)];

    private static readonly string[] Evidence =
        [.. EvidenceFiles.Names, RunManifest.FileName, EvidenceList.FileName, EvidenceList.StatementName];

    /// <summary>Whether a path is that of a run.</summary>
    /// <param name="path">The path to check.</param>
    public static bool IsRun(string path) => Places(path).Any(place => place.Store.Contains(place.RunId));

    /// <summary>Whether a path is that of a file of a run that its evidence consists of; nothing else is ever written there.</summary>
    /// <param name="path">The absolute path.</param>
    internal static bool IsEvidence(string path) =>
        IsRun(Path.GetDirectoryName(path) ?? "") && Evidence.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the path of a run by name.</summary>
    /// <param name="resultsPath">The folder of all runs.</param>
    /// <param name="runName">The name of the run; a path is not accepted.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the name is not safe.</exception>
    public static string Named(string resultsPath, string runName) => SafeFileName.IsSafe(runName)
        ? Path.Combine(resultsPath, runName)
        : throw EvalErrors.InvalidSetting([$"'{runName}' cannot be the name of a run; it must be {SafeFileName.Rule}."]);

    /// <summary>Returns the first of several paths that is that of a run.</summary>
    /// <param name="paths">The paths to look at.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>: none of them is.</exception>
    public static string FirstRun(params IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(IsRun) is string found
            ? Path.TrimEndingDirectorySeparator(found)
            : throw EvalErrors.RunNotFound(paths[0], [.. paths.SelectMany(Places).SelectMany(place => place.Store.Ids)]);

    /// <summary>Returns the names of all runs in a folder, those that were written last first.</summary>
    /// <param name="resultsPath">The folder of all runs.</param>
    public static IEnumerable<string> NamesNewestFirst(string resultsPath) =>
        new FolderStore(resultsPath).Ids.OrderByDescending(id => Directory.GetLastWriteTimeUtc(Path.Combine(resultsPath, id)));

    /// <summary>Whether a process is writing the run at a path.</summary>
    /// <param name="path">The path of the run.</param>
    public static bool IsHeld(string path) => Places(path).Any(place => place.Store.IsHeld(place.RunId));

    /// <summary>Returns a run to read; null when there is none that can be read.</summary>
    /// <param name="path">The path of the run.</param>
    internal static IStoredRun? Find(string path) =>
        Places(path).Select(place => place.Store.Find(place.RunId)).FirstOrDefault(run => run is not null);

    /// <summary>Removes a run; see <see cref="IRunStore.Remove"/>.</summary>
    internal static void Remove(string path, Action forget)
    {
        (IRunStore store, string runId) = PlaceOf(path);
        store.Remove(runId, forget);
    }

    /// <summary>Renames a run; see <see cref="IRunStore.Rename"/>.</summary>
    internal static void Rename(string path, string newName)
    {
        (IRunStore store, string runId) = PlaceOf(path);
        store.Rename(runId, newName);
    }

    private static (IRunStore Store, string RunId) PlaceOf(string path) =>
        IsRun(path) ? Places(path).First(place => place.Store.Contains(place.RunId)) : throw EvalErrors.RunNotFound(path);

    private static IEnumerable<(IRunStore Store, string RunId)> Places(string path) =>
        Kinds.Select(kind => kind(path)).OfType<(IRunStore, string)>();
}
