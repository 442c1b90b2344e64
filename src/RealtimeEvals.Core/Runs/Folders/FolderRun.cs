using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>Writes a run into its folder, which a lock keeps for this process.</summary>
internal sealed class FolderRun : IRunWriter
{
    internal const string LockName = "run.lock";

    private readonly FolderStore _store;
    private readonly string _runId;
    private readonly LockFile _lock;
    private Journal? _journal;

    /// <summary>
    /// When this process began to write, by the clock of the file system; a run that is only sealed again was not written.
    /// </summary>
    private DateTime _beganAt = DateTime.MaxValue;

    private FolderRun(FolderStore store, string runId, LockFile held)
    {
        _store = store;
        _runId = runId;
        _lock = held;
        Files = new RunFolder(store.PathOf(runId));
    }

    public RunFolder Files { get; }

    /// <summary>Whether a folder holds a run, or one that died before writing its manifest.</summary>
    /// <param name="path">The folder to check.</param>
    public static bool CanBeResumed(string path) =>
        FolderStore.IsRun(path) || (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any(IsContent));

    /// <summary>Whether a process is writing the run in a folder.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsHeld(string path) => LockProbe.IsHeld(Path.Combine(path, LockName));

    /// <inheritdoc cref="IRunStore.Create" />
    public static FolderRun Create(FolderStore store, string runId, bool replace) => Guard(store.PathOf(runId), () =>
    {
        FolderRun run = Hold(store, runId);
        try
        {
            run.RequireRoom(replace);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    });

    /// <inheritdoc cref="IRunStore.Resume" />
    public static FolderRun? TryOpen(FolderStore store, string runId)
    {
        string path = store.PathOf(runId);
        return CanBeResumed(path) ? Guard(path, () => Hold(store, runId)) : null;
    }

    public IStoredRun? FindStored()
    {
        if (!FolderStore.IsRun(Files.Path)) return null;
        IStoredRun stored = _store.Find(_runId) ?? throw EvalErrors.InvalidInput(
            [
                new DataProblem(
                    Files.Path,
                    null,
                    RunManifest.FileName,
                    "content that cannot be read",
                    "the manifest of the run that is to be resumed"),
            ]);
        EvidenceFiles.RequireUnchangedList(Files.Path, stored.Manifest);
        return stored;
    }

    public void Begin(RunManifest manifest)
    {
        // A run that cannot be continued stays as it is. A new run gets its manifest first, without which it could not be resumed.
        if (FolderStore.IsRun(Files.Path)) OpenJournal(manifest.RunId);
        Files.Delete(RunFolder.SummaryName);
        Write(manifest);
        _beganAt = File.GetLastWriteTimeUtc(Files.PathOf(RunManifest.FileName));
        OpenJournal(manifest.RunId);
    }

    public void Write(RunManifest manifest) =>
        Files.Write(RunManifest.FileName, [.. JsonSerializer.SerializeToUtf8Bytes(manifest, RunJson.Indented), (byte)'\n']);

    public StoredPlace Append<T>(T result)
        where T : notnull => Begun().Append(result);

    public void AppendAll(IEnumerable<object> results) => Begun().AppendAll(results);

    public T ReadAt<T>(StoredPlace place) => Begun().ReadAt<T>(place);

    public RunManifest Seal(RunManifest manifest)
    {
        try
        {
            EvidenceList.Write(Files, _beganAt);
            manifest = manifest with { EvidenceSha256 = EvidenceFiles.Hash(Files.Path) };
            return manifest;
        }
        finally
        {
            // The state is recorded even when the evidence cannot be read.
            Write(manifest);
        }
    }

    /// <summary>Releases the folder to other processes.</summary>
    public void Dispose()
    {
        _journal?.Dispose();
        _lock.Dispose();
    }

    /// <summary>Takes the lock and deletes the leftovers of a killed process; while it is held, no other process writes here.</summary>
    private static FolderRun Hold(FolderStore store, string runId)
    {
        string path = store.PathOf(runId);
        Directory.CreateDirectory(path);
        RequireNoLinks(path);
        LockFile held = LockFile.TryTake(Path.Combine(path, LockName)) ?? throw EvalErrors.RunInUse(runId, path);
        var run = new FolderRun(store, runId, held);
        try
        {
            AtomicFile.DeleteLeftoversBelow(path);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Rejects links, through which evidence would be written, or an old run deleted, in another place.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="everywhere">Whether its subfolders are looked at too.</param>
    internal static void RequireNoLinks(string path, bool everywhere = false)
    {
        var below = new EnumerationOptions { RecurseSubdirectories = everywhere, AttributesToSkip = FileAttributes.None };
        var folder = new DirectoryInfo(path);
        IEnumerable<FileSystemInfo> named = folder.EnumerateFileSystemInfos("*", below).Prepend(folder);
        if (named.FirstOrDefault(entry => entry.LinkTarget is not null) is FileSystemInfo link)
        {
            throw EvalErrors.LinkInRunFolder(link.FullName);
        }
    }

    /// <summary>Whether an entry of the folder is more than a run leaves before it begins.</summary>
    private static bool IsContent(string entry) =>
        Path.GetFileName(entry) is string name
        && !name.Equals(LockName, StringComparison.Ordinal)
        && !AtomicFile.IsTemporary(name);

    private static FolderRun Guard(string path, Func<FolderRun> open)
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
    private void RequireRoom(bool replace)
    {
        string path = Files.Path;
        if (!Directory.EnumerateFileSystemEntries(path).Any(IsContent)) return;
        if (!FolderStore.IsRun(path)) throw EvalErrors.NotARunFolder(path);
        if (!replace) throw EvalErrors.RunExists(_runId, path);
        Clear();
    }

    /// <summary>Deletes everything of a run but the lock.</summary>
    internal void Clear()
    {
        string path = Files.Path;

        // If this is interrupted, what is left must be a run that can be resumed or replaced. So first the hashes of the evidence go, then
        // the journal, then the evidence, and last the manifest, which marks the folder as a run.
        if (_store.Find(_runId) is IStoredRun old)
        {
            Write(old.Manifest with { State = RunState.Running, EvidenceSha256 = RunManifest.NoHashes });
        }

        File.Delete(Files.PathOf(Journal.FileName));
        foreach (string folder in Directory.EnumerateDirectories(path)) Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(path).Where(IsContent).OrderBy(IsManifest)) File.Delete(file);
    }

    private Journal Begun() => _journal ?? throw new InvalidOperationException("The run has not been begun.");

    private void OpenJournal(string runId) => _journal ??= Journal.Open(Files.PathOf(Journal.FileName), runId);

    private static bool IsManifest(string file) => Path.GetFileName(file) == RunManifest.FileName;
}
