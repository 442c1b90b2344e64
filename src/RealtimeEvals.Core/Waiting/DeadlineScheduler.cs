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
            Deadline? due;
            int left;
            lock (_gate) (due, left) = TakeDue();

            // What comes after a wait runs here: a chunk is encoded and passed to its socket, which waits for nothing. Another thread
            // would have to be woken for it, and be late once more on a full machine.
            due?.EndAll();
            if (due is null) HasEarlier.WaitOne(left);
        }
    }

    /// <summary>Takes the waits that are due off the queue.</summary>
    /// <returns>The last of them, with the others; and how many milliseconds nothing is due, at least 1.</returns>
    private (Deadline? Due, int Left) TakeDue()
    {
        Deadline? last = null;
        while (_waits.TryPeek(out (Deadline Wait, short Version) next, out long dueAt))
        {
            TimeSpan ahead = Clock.GetElapsedTime(Clock.GetTimestamp(), dueAt);
            if (ahead > TimeSpan.Zero) return (last, (int)Math.Clamp(ahead.TotalMilliseconds, 1, 60_000));
            _waits.Dequeue();
            if (next.Wait.TryEnd(next.Version, last)) last = next.Wait;
        }

        return (last, Timeout.Infinite);
    }
}
