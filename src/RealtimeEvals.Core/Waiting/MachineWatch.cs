namespace RealtimeEvals.Waiting;

/// <summary>
/// Watches how late this process does what is due, since the time stamp of an event would be as late: because the processor is busy, the
/// thread pool has no free thread, or memory is being collected. A piece of work falls due every few milliseconds, on the way that the
/// events of a socket take too. Safe for concurrent use.
/// </summary>
internal sealed class MachineWatch : IAsyncDisposable
{
    /// <summary>What is less late is not noted: waits end on whole milliseconds, and a thread needs some time to begin.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>So many delays are kept: those of 40 s in which everything is late.</summary>
    internal const int Kept = 8_192;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Queue<(long DueAt, long DoneAt)> _delays = new();
    private readonly Task _watching;
    private long _lateAt;

    /// <summary>The end of the newest delay that is no longer kept, and the longest of those.</summary>
    private (long Until, TimeSpan Worst) _forgotten = (long.MinValue, TimeSpan.Zero);

    private MachineWatch(TimeProvider time)
    {
        _time = time;

        // A clock that somebody sets by hand says nothing about this machine.
        _watching = ReferenceEquals(time, TimeProvider.System) ? Task.Run(WatchAsync) : Task.CompletedTask;
    }

    /// <summary>Begins to watch.</summary>
    public static MachineWatch Start(TimeProvider time) => new(time);

    /// <summary>
    /// Returns by how many milliseconds the later of these time stamps may be wrong against the others: the longest delay around one of
    /// them. Zero when everything was done in time, null when there is no time stamp.
    /// </summary>
    public double? UncertaintyMs(params ReadOnlySpan<long?> timestamps)
    {
        TimeSpan? worst = null;
        foreach (long? timestamp in timestamps)
        {
            if (timestamp is long at && (worst is null || DelayAt(at) > worst)) worst = DelayAt(at);
        }

        return worst is TimeSpan delay ? Math.Round(delay.TotalMilliseconds, 1) : null;
    }

    /// <summary><see cref="IsBusy"/>; null where nothing is watched.</summary>
    public Func<bool>? AsksIfBusy => _watching.IsCompleted ? null : IsBusy;

    /// <summary>Whether anything was later than usual within the last few intervals.</summary>
    public bool IsBusy()
    {
        long lateAt = Interlocked.Read(ref _lateAt);
        return lateAt != 0 && _time.GetElapsedTime(lateAt) < 4 * Interval;
    }

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    /// <summary>
    /// Returns the longest delay that was going on within two intervals of a time stamp. Where those are no longer kept, it may have been
    /// the longest of all.
    /// </summary>
    private TimeSpan DelayAt(long timestamp)
    {
        long around = (long)(2 * Interval.TotalSeconds * _time.TimestampFrequency);
        lock (_gate)
        {
            TimeSpan worst = _forgotten.Until >= timestamp - around ? _forgotten.Worst : TimeSpan.Zero;
            foreach ((long dueAt, long doneAt) in _delays)
            {
                if (dueAt - around > timestamp || doneAt + around < timestamp) continue;
                TimeSpan delay = _time.GetElapsedTime(dueAt, doneAt);
                if (delay > worst) worst = delay;
            }

            return worst;
        }
    }

    private async Task WatchAsync()
    {
        var deadline = new Deadline();
        long interval = (long)(Interval.TotalSeconds * _time.TimestampFrequency);
        try
        {
            while (true)
            {
                long dueAt = _time.GetTimestamp() + interval;
                await deadline.WaitAsync(dueAt, _stop.Token);

                // An event takes a thread of the pool too.
                await Task.Yield();
                Note(dueAt, _time.GetTimestamp());
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Notes when something was done, and when it was due.</summary>
    internal void Note(long dueAt, long doneAt)
    {
        if (_time.GetElapsedTime(dueAt, doneAt) <= Usual) return;
        Interlocked.Exchange(ref _lateAt, doneAt);
        lock (_gate)
        {
            if (_delays.Count == Kept) Forget(_delays.Dequeue());
            _delays.Enqueue((dueAt, doneAt));
        }
    }

    private void Forget((long DueAt, long DoneAt) delay)
    {
        TimeSpan length = _time.GetElapsedTime(delay.DueAt, delay.DoneAt);
        _forgotten = (delay.DoneAt, length > _forgotten.Worst ? length : _forgotten.Worst);
    }
}
