using RealtimeEvals.Waiting;

namespace RealtimeEvals.Audio;

/// <summary>
/// Keeps a real-time rhythm: chunk k is due at start + k x chunk, however long the chunks before it took. Delays do not accumulate, so a
/// long stream does not drift.
/// </summary>
internal sealed class AudioPacer
{
    private readonly TimeProvider _time;
    private readonly Deadline? _deadline;

    /// <summary>Starts the clock.</summary>
    public AudioPacer(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        Start = time.GetTimestamp();

        // A clock that somebody sets by hand has timers of its own.
        _deadline = ReferenceEquals(time, TimeProvider.System) ? new Deadline() : null;
    }

    /// <summary>The timestamp at which the stream started.</summary>
    public long Start { get; }

    /// <summary>Waits until <paramref name="offset"/> after the start; returns at once when that has passed.</summary>
    public ValueTask WaitUntilAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        TimeSpan left = offset - _time.GetElapsedTime(Start);
        if (left <= TimeSpan.Zero) return ValueTask.CompletedTask;
        if (_deadline is null) return new ValueTask(Task.Delay(left, _time, cancellationToken));
        return _deadline.WaitAsync(Start + (long)(offset.TotalSeconds * _time.TimestampFrequency), cancellationToken);
    }
}
