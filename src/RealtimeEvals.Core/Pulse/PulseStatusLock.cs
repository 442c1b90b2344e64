using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>The right to change a status file, held by one writer of all processes: a lock file beside it.</summary>
internal sealed class PulseStatusLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly LockFile _file;

    private PulseStatusLock(LockFile file) => _file = file;

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
            if (left <= TimeSpan.Zero)
            {
                string reason = FormattableString.Invariant($"another writer held '{path}.lock' for {limit.TotalSeconds} s");
                throw EvalErrors.StatusInUse(path, reason);
            }

            await Task.Delay(left < Pause ? left : Pause, time, cancellation);
        }
    }

    /// <summary>Lets the next writer have the lock.</summary>
    public void Dispose() => _file.Dispose();

    private static PulseStatusLock? TryTake(string path)
    {
        try
        {
            RequireOwn(path);
            return LockFile.TryTake(path + ".lock") is LockFile file ? new PulseStatusLock(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.StatusFileNotWritable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Makes sure that the lock is no way to a file of somebody else, whose time the mark below would change.</summary>
    private static void RequireOwn(string path)
    {
        string file = path + ".lock";
        if (new FileInfo(file).LinkTarget is string target)
        {
            throw EvalErrors.StatusFileNotWritable(path, $"its lock '{file}' is a symbolic link to '{target}'");
        }

        if (LinuxFile.HasOtherNames(file))
        {
            throw EvalErrors.StatusFileNotWritable(path, $"its lock '{file}' has another name too (a hard link)");
        }
    }
}
