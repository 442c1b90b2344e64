using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>Keeps each run in a folder of its own.</summary>
/// <param name="resultsPath">The folder of all runs; created with the first run.</param>
internal sealed class FolderStore(string resultsPath) : IRunStore
{
    internal const int MaximumManifestBytes = 64 * 1024 * 1024;

    /// <summary>Rejects null for a property that is not nullable.</summary>
    private static readonly JsonSerializerOptions Strict = new(RunJson.Indented) { RespectNullableAnnotations = true };

    public IEnumerable<string> Ids => Directory.Exists(resultsPath)
        ? Directory.EnumerateDirectories(resultsPath).Where(IsRun).Select(folder => Path.GetFileName(folder))
        : [];

    /// <summary>Whether a folder holds a run.</summary>
    /// <param name="path">The folder to check.</param>
    public static bool IsRun(string path) => File.Exists(Path.Combine(path, RunManifest.FileName));

    /// <summary>Returns the store that keeps the run in a folder, and the id of the run.</summary>
    /// <param name="path">The folder; null is returned for the root of a drive, which no store can keep.</param>
    public static (FolderStore Store, string RunId)? At(string path) =>
        Path.TrimEndingDirectorySeparator(path) is string folder && Path.GetDirectoryName(folder) is string parent
            ? (new FolderStore(parent), Path.GetFileName(folder))
            : null;

    /// <summary>Reads the manifest in a folder; returns null when it cannot be read.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <exception cref="EvalException"><c>RunIsNewer</c>: a newer version of the product wrote it.</exception>
    public static RunManifest? ReadManifest(string path)
    {
        try
        {
            byte[] json = PlainFile.Read(Path.Combine(path, RunManifest.FileName), MaximumManifestBytes);
            int version = JsonSerializer.Deserialize<Format>(json, RunJson.Line)?.SchemaVersion ?? 0;
            if (version > RunManifest.CurrentVersion) throw EvalErrors.RunIsNewer(path, version, RunManifest.CurrentVersion);
            return JsonSerializer.Deserialize<RunManifest>(json, Strict);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Duplicate names among the settings throw an ArgumentException.
            return null;
        }
    }

    public string PathOf(string runId) => Path.Combine(resultsPath, runId);

    public bool Contains(string runId) => IsRun(PathOf(runId));

    public bool IsTaken(string runId) => Path.Exists(PathOf(runId));

    public bool IsHeld(string runId) => FolderRun.IsHeld(PathOf(runId));

    public bool CanResume(string runId) => FolderRun.CanBeResumed(PathOf(runId));

    public IRunWriter Create(string runId, bool replace) => FolderRun.Create(this, runId, replace);

    public IRunWriter? Resume(string runId) => FolderRun.TryOpen(this, runId);

    public void Remove(string runId, Action forget) => FolderUpkeep.Remove(this, runId, forget);

    public void Rename(string runId, string newId) => FolderUpkeep.Rename(this, runId, newId);

    public IStoredRun? Find(string runId) =>
        ReadManifest(PathOf(runId)) is RunManifest manifest ? new StoredFolder(this, runId, manifest) : null;

    /// <summary>The one thing that a manifest of any version says.</summary>
    private sealed record Format(int SchemaVersion);
}
