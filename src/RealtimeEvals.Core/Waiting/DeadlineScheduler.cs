namespace RealtimeEvals.Waiting;

/// <summary>
/// Ends the waits of all paced streams of the process at their time stamps, with one thread. A timer for each of them costs an allocation
/// and a lock for every chunk, and is late by up to two ticks of the timer; here a wait ends within about a millisecond of its time.
/// </summary>
internal sealed class DeadlineScheduler
{
    private static readonly Lazy<DeadlineScheduler> Started = new(static () => new DeadlineScheduler());
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly AutoResetEvent HasEarlier = new(initialState: false);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(Deadline Wait, short Version), long> _waits = new();

    private DeadlineScheduler()
    {
        // It has a thread of its own, because work of the thread pool begins late whenever the pool is busy.
        new Thread(Run) { IsBackground = true, Name = "deadlines", Priority = ThreadPriority.AboveNormal }.Start();
    }

    /// <summary>The scheduler of this process; its time stamps are those of <see cref="TimeProvider.System"/>.</summary>
    public static DeadlineScheduler Shared => Started.Value;

    /// <summary>Ends a wait at a time stamp.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="version">Which use of it is meant.</param>
    /// <param name="dueAt">The time stamp.</param>
    public void Add(Deadline wait, short version, long dueAt)
    {
        lock (_gate)
        {
            bool isFirst = !_waits.TryPeek(out _, out long first) || dueAt < first;
            _waits.Enqueue((wait, version), dueAt);
            if (isFirst) HasEarlier.Set();
        }
    }

    private void Run()
    {
        while (true)
        {
            int left;
            lock (_gate) left = EndDue();
            HasEarlier.WaitOne(left);
        }
    }

    /// <summary>Ends all waits that are due, together in one work item: to wake a thread costs more than to send a chunk.</summary>
    /// <returns>How many milliseconds nothing more is due, at least 1.</returns>
    private int EndDue()
    {
        Deadline? last = null;
        int left = Timeout.Infinite;
        while (_waits.TryPeek(out (Deadline Wait, short Version) next, out long dueAt))
        {
            TimeSpan ahead = Clock.GetElapsedTime(Clock.GetTimestamp(), dueAt);
            left = (int)Math.Clamp(ahead.TotalMilliseconds, 1, 60_000);
            if (ahead > TimeSpan.Zero) break;
            _waits.Dequeue();
            left = Timeout.Infinite;
            if (next.Wait.TryEnd(next.Version, last)) last = next.Wait;
        }

        if (last is not null) ThreadPool.UnsafeQueueUserWorkItem(last, preferLocal: false);
        return left;
    }
}
