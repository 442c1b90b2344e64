using System.Collections.Concurrent;

namespace RealtimeEvals.Waiting;

/// <summary>
/// Runs what waits for the disk, or computes for milliseconds, on a few threads of its own. On the thread pool it would take the threads
/// that receive events, whose time stamps would then be late by as long as it takes.
/// </summary>
internal static class SlowWork
{
    /// <summary>
    /// A file system joins the flushes of so many threads; more would only take the processor from those that receive.
    /// </summary>
    private const int Threads = 4;

    private static readonly Lazy<BlockingCollection<Action>> Queue = new(Start);

    /// <summary>Runs work; the task has its exception.</summary>
    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Runs work and returns its result; the task has its exception.</summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Value.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    private static BlockingCollection<Action> Start()
    {
        var queue = new BlockingCollection<Action>();
        for (int number = 0; number < Threads; number++)
        {
            new Thread(() =>
            {
                foreach (Action work in queue.GetConsumingEnumerable()) work();
            }) { IsBackground = true, Name = "slow work" }.Start();
        }

        return queue;
    }
}
