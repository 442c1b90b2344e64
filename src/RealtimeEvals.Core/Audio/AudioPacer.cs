namespace RealtimeEvals.Audio;

/// <summary>
/// Keeps a real-time rhythm: chunk k is due at start + k x chunk, however long the chunks before it took. Delays do not accumulate, so a
/// long stream does not drift.
/// </summary>
internal sealed class AudioPacer
{
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Starts the clock.</summary>
    public AudioPacer(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>The timestamp at which the stream started.</summary>
    public long Start => _start;

    /// <summary>Waits until <paramref name="offset"/> after the start; returns at once when that has passed.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        TimeSpan left = offset - _time.GetElapsedTime(_start);
        if (left > TimeSpan.Zero) await Task.Delay(left, _time, cancellationToken);
    }
}
