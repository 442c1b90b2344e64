using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>The exclusive right to change a status file, across processes: a lock file next to it.</summary>
internal sealed class PulseStatusLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly LockFile _file;

    private PulseStatusLock(LockFile file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The path of the status file.</param>
    /// <param name="limit">How long to wait; zero tries once.</param>
    /// <param name="time">The clock for the limit.</param>
    /// <param name="cancellation">Cancels the wait.</param>
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

    /// <summary>Throws if the lock file is a link to another file, whose modification time taking the lock would change.</summary>
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
