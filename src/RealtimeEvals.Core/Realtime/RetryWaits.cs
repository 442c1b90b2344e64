namespace RealtimeEvals.Realtime;

/// <summary>
/// The waits between the attempts of one call. They double from half a second to <see cref="LongestDelay"/> and vary by a quarter, so that
/// parallel cases do not knock together. A service may ask for more patience than that and never for less, and not for more than is left.
/// </summary>
/// <param name="limit">The longest time for all attempts; one that would start later is not made.</param>
/// <param name="seed">The seed of the variation.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">
/// When the caller goes away; an attempt that would end later, going by the one before, is not made. Null for never.
/// </param>
public sealed class RetryWaits(TimeSpan limit, int seed, TimeProvider time, TimeSpan? patience = null)
{
    /// <summary>The longest wait of our own choice.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly Random _variation = new(seed);
    private readonly long _started = time.GetTimestamp();
    private long _attemptedAt = time.GetTimestamp();
    private TimeSpan _delay = TimeSpan.FromSeconds(0.5);

    /// <summary>The wait before the next attempt; null when there is none.</summary>
    /// <param name="asked">How long the service asks to wait; null where it does not.</param>
    public TimeSpan? Next(TimeSpan? asked)
    {
        TimeSpan elapsed = time.GetElapsedTime(_started);
        TimeSpan left = limit - elapsed;
        if (patience is TimeSpan end && end - elapsed - time.GetElapsedTime(_attemptedAt) is TimeSpan room && room < left) left = room;
        double variation = _variation.NextDouble();
        TimeSpan own = _delay * (0.75 + variation / 2);
        TimeSpan least = asked > own ? asked.Value : own;
        if (least > left) return null;
        _delay = _delay * 2 < LongestDelay ? _delay * 2 : LongestDelay;
        TimeSpan wait = least == own || least * (1 + variation / 4) is var varied && varied > left ? least : varied;
        _attemptedAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        return wait;
    }
}
