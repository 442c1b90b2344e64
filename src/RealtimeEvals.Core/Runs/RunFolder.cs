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

    /// <summary>A null where there must be a value is as bad as no value.</summary>
    private static readonly JsonSerializerOptions Strict = new(RunJson.Indented) { RespectNullableAnnotations = true };

    private readonly LockFile _lock;

    private RunFolder(string path, LockFile held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Takes out of evidence what must not appear in it.</summary>
    public Redactor Redactor { get; set; } = Redactor.None;

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The absolute path of a file in the folder.</summary>
    /// <param name="relative">Its path in the folder, with forward slashes.</param>
    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="resultsPath">The folder of all runs; made when it is not there.</param>
    /// <param name="runId">The run, safe as a file name.</param>
    /// <param name="replace">Whether a run of that name is deleted first.</param>
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

    /// <summary>
    /// Opens the folder of a run that is to be resumed, also of one that died before its manifest was written; null when there is none.
    /// </summary>
    /// <exception cref="EvalException"><c>RunInUse</c>, <c>NotARunFolder</c> or <c>ResultsNotWritable</c>.</exception>
    public static RunFolder? TryOpen(string resultsPath, string runId)
    {
        string path = System.IO.Path.Combine(resultsPath, runId);
        return CanBeResumed(path) ? Guard(path, () => Hold(path, runId)) : null;
    }

    /// <summary>The folder of a run that is named, below that of all runs.</summary>
    /// <param name="resultsPath">The folder of all runs.</param>
    /// <param name="runName">The name; a path is none.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>.</exception>
    public static string Named(string resultsPath, string runName) => SafeFileName.IsSafe(runName)
        ? System.IO.Path.Combine(resultsPath, runName)
        : throw EvalErrors.InvalidSetting([$"'{runName}' cannot be the name of a run; it must be {SafeFileName.Rule}."]);

    /// <summary>The first of some folders that holds a run.</summary>
    /// <param name="paths">Where a run may be.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>.</exception>
    public static string Find(params IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => File.Exists(System.IO.Path.Combine(path, ManifestName))) is string found
            ? System.IO.Path.TrimEndingDirectorySeparator(found)
            : throw EvalErrors.RunNotFound(paths[0], [.. paths.SelectMany(path => NamesBeside(path))]);

    /// <summary>The names of the runs in the folder in which a run would be.</summary>
    /// <param name="path">The folder of the run.</param>
    public static IReadOnlyList<string> NamesBeside(string path) =>
        System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(path)) is string parent && Directory.Exists(parent)
            ? [.. Directory.EnumerateDirectories(parent)
                .Where(folder => File.Exists(System.IO.Path.Combine(folder, ManifestName)))
                .Select(folder => System.IO.Path.GetFileName(folder))]
            : [];

    /// <summary>Whether a folder is that of a run.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, ManifestName));

    /// <summary>Whether a folder is that of a run, or of one that died before its manifest was written.</summary>
    /// <param name="path">The folder.</param>
    public static bool CanBeResumed(string path) =>
        IsRun(path) || (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any(IsContent));

    /// <summary>Whether a manifest is there.</summary>
    public bool HasManifest => IsRun(Path);

    /// <summary>The manifest; null when it cannot be read.</summary>
    public RunManifest? ReadManifest() => ReadManifest(Path);

    /// <summary>The manifest of a run that need not be held; null when it cannot be read.</summary>
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
            // An argument is wrong where a name stands twice among the settings.
            return null;
        }
    }

    /// <summary>Writes the manifest.</summary>
    public void Write(RunManifest manifest) =>
        Write(ManifestName, [.. JsonSerializer.SerializeToUtf8Bytes(manifest, RunJson.Indented), (byte)'\n']);

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="relative">Its path in the folder, with forward slashes.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
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

    /// <summary>Takes a file or a folder away, where it is there.</summary>
    /// <param name="relative">Its path in the folder, with forward slashes.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
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
            // It is not there, nor is what would be around it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>Lets other processes have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Takes the lock, and tidies up behind a process that died with it: while it is held, nobody else writes here.</summary>
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

    /// <summary>A link would have evidence written, or an old run deleted, in a place that nobody named.</summary>
    private static void RequireNoLinks(string path)
    {
        IEnumerable<FileSystemInfo> named = new DirectoryInfo(path).EnumerateFileSystemInfos().Prepend(new DirectoryInfo(path));
        if (named.FirstOrDefault(entry => entry.LinkTarget is not null) is FileSystemInfo link)
        {
            throw EvalErrors.LinkInRunFolder(link.FullName);
        }
    }

    /// <summary>Whether an entry of the folder is more than what a run that has not begun leaves behind.</summary>
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

    /// <summary>Makes sure that nothing but the lock is in the folder, by deleting a run that is to be replaced.</summary>
    private void RequireRoom(string runId, bool replace)
    {
        if (!Directory.EnumerateFileSystemEntries(Path).Any(IsContent)) return;
        if (!HasManifest) throw EvalErrors.NotARunFolder(Path);
        if (!replace) throw EvalErrors.RunExists(runId, Path);

        // Should this be cut short, what is left must be a run that can be resumed or replaced: first nothing vouches for its evidence any
        // more, then the cases go whose evidence goes next, and the manifest, by which the folder is known for that of a run, goes last.
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
