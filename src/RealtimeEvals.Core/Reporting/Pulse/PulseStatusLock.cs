using System.Security.Cryptography;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting.Pulse;

/// <summary>
/// The right to change a status file, held by one writer of all processes: a lock file beside it that is gone with its holder. A holder that
/// is killed leaves a file that nobody holds, which the next one takes over.
/// </summary>
internal sealed class PulseStatusLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private PulseStatusLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The status file.</param>
    /// <param name="limit">How long to wait; zero tries once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="EvalException"><c>StatusInUse</c> or <c>StatusFileNotWritable</c>.</exception>
    public static async Task<PulseStatusLock> TakeAsync(string path, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryTake(path) is PulseStatusLock held) return held;
            TimeSpan left = limit - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) throw EvalErrors.StatusInUse(path, FormattableString.Invariant($"another writer held '{path}.lock' for {limit.TotalSeconds} s"));
            await Task.Delay(left < Pause ? left : Pause, time, cancellation);
        }
    }

    /// <summary>Lets the next writer have the lock.</summary>
    public void Dispose()
    {
        try
        {
            // The name goes first, while the lock is still held; Windows does both at once when the file is closed.
            if (!OperatingSystem.IsWindows()) File.Delete(_file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file stays, but nobody holds it; the next writer takes it over.
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static PulseStatusLock? TryTake(string path)
    {
        FileStream? file = null;
        try
        {
            RequireOwn(path);
            FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
            file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
            if (OperatingSystem.IsWindows() || IsNamed(file)) return new PulseStatusLock(file);
            file.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            if (PulseStatusBytes.IsHeld(exception)) return null;
            throw EvalErrors.StatusFileNotWritable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Makes sure that the lock is no way to a file of somebody else, whose time the mark below would change.</summary>
    private static void RequireOwn(string path)
    {
        string file = path + ".lock";
        if (new FileInfo(file).LinkTarget is string target) throw EvalErrors.StatusFileNotWritable(path, $"its lock '{file}' is a symbolic link to '{target}'");
        if (LinuxFile.HasOtherNames(file)) throw EvalErrors.StatusFileNotWritable(path, $"its lock '{file}' has another name too (a hard link)");
    }

    /// <summary>
    /// Whether the file that is held is the one of that name. On Unix the lock may be had of a file whose holder deleted it between our
    /// opening and locking it, and another writer may hold a new one of the name. So the file is marked with a time that nobody else would
    /// give it, and the mark is looked for under the name.
    /// </summary>
    private static bool IsNamed(FileStream file)
    {
        // Whole seconds: some file systems know no other.
        DateTime mark = DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(file.Name) == mark;
    }
}
