using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>A PULSE status file, locked for this product's writers until disposal. Changes are atomic and keep other bytes.</summary>
public sealed class PulseStatusFile : IDisposable
{
    private readonly PulseStatusLock _lock;
    private byte[] _bytes = [];

    private PulseStatusFile(string path, PulseStatusLock held)
    {
        Path = path;
        _lock = held;
        Guard(path, () => AtomicFile.DeleteLeftovers(path));
        Reload();
    }

    /// <summary>The absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>The root object as last read or written.</summary>
    public JsonElement Root { get; private set; }

    /// <summary>The content of the file as last read or written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Opens a status file to change it.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="lockLimit">How long to wait for another writer; zero tries once.</param>
    /// <param name="time">The clock for the lock limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="EvalException">
    /// <c>StatusFileMissing</c>, <c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c> or <c>StatusInUse</c>.
    /// </exception>
    public static Task<PulseStatusFile> OpenAsync(string path, TimeSpan lockLimit, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(time);
        return OpenAsync(path, mayCreate: false, lockLimit, time, cancellation);
    }

    /// <summary>Opens a status file to change it; a missing file is created without gates and metrics, together with its folders.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="lockLimit">How long to wait for another writer; zero tries once.</param>
    /// <param name="time">The clock for the lock limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="EvalException"><c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c> or <c>StatusInUse</c>.</exception>
    public static Task<PulseStatusFile> CreateOrOpenAsync(
        string path,
        TimeSpan lockLimit,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(time);
        return OpenAsync(path, mayCreate: true, lockLimit, time, cancellation);
    }

    /// <summary>Applies all changes or none. Nothing is written when the file already has them.</summary>
    /// <param name="edits">The changes, each to a different place.</param>
    /// <returns>True when the file was written.</returns>
    /// <exception cref="EvalException">
    /// <c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c>, <c>StatusFileMissing</c> or <c>StatusInUse</c>.
    /// </exception>
    public bool Patch(IReadOnlyList<JsonEdit> edits)
    {
        return TryPatch(edits) ?? throw EvalErrors.StatusInUse(Path, "another program changed it since it was read");
    }

    /// <summary>Applies all changes or none.</summary>
    /// <param name="edits">The changes, each to a different place.</param>
    /// <returns>Whether the file was written; null when another program changed it meanwhile, in which case it is left alone.</returns>
    /// <exception cref="EvalException">
    /// <c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c>, <c>StatusFileMissing</c> or <c>StatusInUse</c>.
    /// </exception>
    internal bool? TryPatch(IReadOnlyList<JsonEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        byte[] changed = Splice(edits);
        JsonElement root = PulseStatusDocument.Parse(Path, changed);
        if (changed.Length > PulseStatusDocument.MaximumBytes)
        {
            throw EvalErrors.StatusFileInvalid(Path, "it would become larger than 16 MiB");
        }

        RequireMeant(root, edits);
        if (!IsAsRead()) return null;
        bool isNew = !changed.AsSpan().SequenceEqual(_bytes);
        if (isNew && !TryReplace(changed)) return null;
        _bytes = changed;
        Root = root;

        // A program that read the old content before may have written its own version over ours.
        return IsAsRead() ? isNew : null;
    }

    /// <summary>Reads the file again after another program changed it.</summary>
    /// <exception cref="EvalException">
    /// <c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c>, <c>StatusFileMissing</c> or <c>StatusInUse</c>.
    /// </exception>
    internal void Reload()
    {
        _bytes = PulseStatusBytes.ReadForReplacing(Path);
        Root = PulseStatusDocument.Parse(Path, _bytes);
    }

    /// <summary>Releases the file to other writers.</summary>
    public void Dispose() => _lock.Dispose();

    private static async Task<PulseStatusFile> OpenAsync(
        string path,
        bool mayCreate,
        TimeSpan lockLimit,
        TimeProvider time,
        CancellationToken cancellation)
    {
        bool isMissing = mayCreate && IsMissing(path);
        if (isMissing) Guard(path, () => Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!));
        else PulseStatusBytes.RequirePlain(path);
        PulseStatusLock held = await PulseStatusLock.TakeAsync(path, lockLimit, time, cancellation);
        try
        {
            if (isMissing && IsMissing(path)) Guard(path, () => AtomicFile.Write(path, "{\n  \"metrics\": {},\n  \"gates\": {}\n}\n"u8));
            return new PulseStatusFile(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether nothing has that name; a dangling link does.</summary>
    private static bool IsMissing(string path) => !System.IO.Path.Exists(path) && new FileInfo(path).LinkTarget is null;

    private static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.StatusFileNotWritable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    private bool IsAsRead() => PulseStatusBytes.ReadForReplacing(Path).AsSpan().SequenceEqual(_bytes);

    private bool TryReplace(byte[] changed)
    {
        bool isReplaced = false;
        Guard(Path, () => isReplaced = AtomicFile.TryReplace(
            Path,
            _bytes,
            changed,
            OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(Path),
            AtomicFile.Swap));
        return isReplaced;
    }

    private byte[] Splice(IReadOnlyList<JsonEdit> edits)
    {
        try
        {
            return JsonSplice.Apply(_bytes, edits);
        }
        catch (InvalidDataException exception)
        {
            throw EvalErrors.StatusFileInvalid(Path, exception.Message, exception);
        }
    }

    /// <summary>Verifies that the new content has every change, since releases depend on it.</summary>
    private static void RequireMeant(JsonElement root, IReadOnlyList<JsonEdit> edits)
    {
        foreach (JsonEdit edit in edits)
        {
            JsonElement? found = root;
            foreach (string key in edit.Path)
            {
                found = found is JsonElement parent && parent.TryGetProperty(key, out JsonElement child) ? child : null;
            }

            using JsonDocument? meant = edit.Json is null ? null : JsonDocument.Parse(edit.Json);
            bool isMeant = meant is null ? found is null : found is JsonElement value && JsonElement.DeepEquals(value, meant.RootElement);
            if (!isMeant) throw new InvalidOperationException($"'{string.Join('.', edit.Path)}' would not be what it should be.");
        }
    }
}
