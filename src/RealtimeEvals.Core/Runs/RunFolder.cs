using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>The folder of one run, held by one process at a time.</summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The name of the manifest in the folder.</summary>
    internal const string ManifestName = "run.json";

    internal const int MaximumManifestBytes = 64 * 1024 * 1024;
    private const string LockName = "run.lock";

    /// <summary>Rejects null for a property that is not nullable.</summary>
    private static readonly JsonSerializerOptions Strict = new(RunJson.Indented) { RespectNullableAnnotations = true };

    private readonly LockFile _lock;

    private RunFolder(string path, LockFile held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Removes secrets from evidence.</summary>
    public Redactor Redactor { get; set; } = Redactor.None;

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Returns the absolute path of a file in the folder.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Creates the folder of a new run.</summary>
    /// <param name="resultsPath">The folder of all runs; created if it does not exist.</param>
    /// <param name="runId">The id of the run, safe as a file name.</param>
    /// <param name="replace">Whether an existing run with that name is deleted first.</param>
    /// <exception cref="EvalException"><c>RunExists</c>, <c>NotARunFolder</c>, <c>RunInUse</c> or <c>ResultsNotWritable</c>.</exception>
    public static RunFolder Create(string resultsPath, string runId, bool replace)
    {
        string path = System.IO.Path.Combine(resultsPath, runId);
        return Guard(path, () =>
        {
            RunFolder folder = Hold(path, runId);
            try
            {
                folder.RequireRoom(runId, replace);
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        });
    }

    /// <summary>Opens a run's folder to resume it, even if it died before writing its manifest; returns null when there is none.</summary>
    /// <exception cref="EvalException"><c>RunInUse</c>, <c>NotARunFolder</c> or <c>ResultsNotWritable</c>.</exception>
    public static RunFolder? TryOpen(string resultsPath, string runId)
    {
        string path = System.IO.Path.Combine(resultsPath, runId);
        return CanBeResumed(path) ? Guard(path, () => Hold(path, runId)) : null;
    }

    /// <summary>Returns the folder of a run by name, below the folder of all runs.</summary>
    /// <param name="resultsPath">The folder of all runs.</param>
    /// <param name="runName">The name of the run; a path is not accepted.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the name is not safe.</exception>
    public static string Named(string resultsPath, string runName) => SafeFileName.IsSafe(runName)
        ? System.IO.Path.Combine(resultsPath, runName)
        : throw EvalErrors.InvalidSetting([$"'{runName}' cannot be the name of a run; it must be {SafeFileName.Rule}."]);

    /// <summary>Returns the first of several folders that holds a run.</summary>
    /// <param name="paths">The folders to look at.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>: none of them does.</exception>
    public static string Find(params IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => File.Exists(System.IO.Path.Combine(path, ManifestName))) is string found
            ? System.IO.Path.TrimEndingDirectorySeparator(found)
            : throw EvalErrors.RunNotFound(paths[0], [.. paths.SelectMany(path => NamesBeside(path))]);

    /// <summary>Returns the names of the runs in the parent folder of a run.</summary>
    /// <param name="path">The folder of the run.</param>
    public static IReadOnlyList<string> NamesBeside(string path) =>
        System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(path)) is string parent && Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent)
                .Where(folder => File.Exists(System.IO.Path.Combine(folder, ManifestName)))
                .Select(folder => System.IO.Path.GetFileName(folder))]
            : [];

    /// <summary>Whether a folder holds a run.</summary>
    /// <param name="path">The folder to check.</param>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, ManifestName));

    /// <summary>Whether a folder holds a run, or one that died before writing its manifest.</summary>
    /// <param name="path">The folder to check.</param>
    public static bool CanBeResumed(string path) =>
        IsRun(path) || (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any(IsContent));

    /// <summary>Whether the folder has a manifest.</summary>
    public bool HasManifest => IsRun(Path);

    /// <summary>Reads the manifest; returns null when it cannot be read.</summary>
    public RunManifest? ReadManifest() => ReadManifest(Path);

    /// <summary>Reads the manifest of a run without locking it; returns null when it cannot be read.</summary>
    /// <param name="path">The folder of the run.</param>
    public static RunManifest? ReadManifest(string path)
    {
        try
        {
            byte[] json = PlainFile.Read(System.IO.Path.Combine(path, ManifestName), MaximumManifestBytes);
            return JsonSerializer.Deserialize<RunManifest>(json, Strict);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or IOException)
        {
            // Duplicate names among the settings throw an ArgumentException.
            return null;
        }
    }

    /// <summary>Writes the manifest atomically.</summary>
    public void Write(RunManifest manifest) =>
        Write(ManifestName, [.. JsonSerializer.SerializeToUtf8Bytes(manifest, RunJson.Indented), (byte)'\n']);

    /// <summary>Writes a file completely or not at all.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the file cannot be written.</exception>
    public void Write(string relative, ReadOnlySpan<byte> content)
    {
        string path = PathOf(relative);
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>Deletes a file or a folder if it exists.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: it cannot be deleted.</exception>
    public void Delete(string relative)
    {
        string path = PathOf(relative);
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Neither the entry nor its parent folder exists.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>Releases the folder to other processes.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Takes the lock and deletes the leftovers of a killed process; while it is held, no other process writes here.</summary>
    private static RunFolder Hold(string path, string runId)
    {
        Directory.CreateDirectory(path);
        RequireNoLinks(path);
        LockFile held = LockFile.TryTake(System.IO.Path.Combine(path, LockName)) ?? throw EvalErrors.RunInUse(runId, path);
        var folder = new RunFolder(path, held);
        try
        {
            AtomicFile.DeleteLeftoversBelow(path);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Rejects links, through which evidence would be written, or an old run deleted, in another place.</summary>
    private static void RequireNoLinks(string path)
    {
        IEnumerable<FileSystemInfo> named = new DirectoryInfo(path).EnumerateFileSystemInfos().Prepend(new DirectoryInfo(path));
        if (named.FirstOrDefault(entry => entry.LinkTarget is not null) is FileSystemInfo link)
        {
            throw EvalErrors.LinkInRunFolder(link.FullName);
        }
    }

    /// <summary>Whether an entry of the folder is more than a run leaves before it begins.</summary>
    private static bool IsContent(string entry) =>
        System.IO.Path.GetFileName(entry) is string name
        && !name.Equals(LockName, StringComparison.Ordinal)
        && !AtomicFile.IsTemporary(name);

    private static RunFolder Guard(string path, Func<RunFolder> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(path, exception);
        }
    }

    /// <summary>Makes sure that the folder holds nothing but the lock; deletes a run that is to be replaced.</summary>
    private void RequireRoom(string runId, bool replace)
    {
        if (!Directory.EnumerateFileSystemEntries(Path).Any(IsContent)) return;
        if (!HasManifest) throw EvalErrors.NotARunFolder(Path);
        if (!replace) throw EvalErrors.RunExists(runId, Path);

        // If this is interrupted, what is left must be a run that can be resumed or replaced. So first the hashes of the evidence go, then
        // the journal, then the evidence, and last the manifest, which marks the folder as a run.
        if (ReadManifest() is RunManifest manifest)
        {
            Write(manifest with { State = RunState.Running, EvidenceSha256 = RunManifest.NoHashes });
        }

        File.Delete(PathOf(Journal<IStoredResult>.FileName));
        foreach (string folder in Directory.EnumerateDirectories(Path)) Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(Path).Where(IsContent).OrderBy(IsManifest)) File.Delete(file);
    }

    private static bool IsManifest(string file) => System.IO.Path.GetFileName(file) == ManifestName;
}
