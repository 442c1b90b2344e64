namespace RealtimeEvals.Realtime;

/// <summary>
/// The waits between the attempts of one call. They double from half a second to <see cref="LongestDelay"/> and vary by a quarter, so that
/// parallel cases do not retry at the same time. A service may ask for a longer wait but not for a shorter one, and not for more than the
/// remaining time.
/// </summary>
/// <param name="limit">The maximum time for all attempts; no attempt starts later.</param>
/// <param name="seed">The seed for the random variation.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">
/// How long the calling code waits. An attempt that would end later, judging by the previous one, is not made. Null for no limit.
/// </param>
public sealed class RetryWaits(TimeSpan limit, int seed, TimeProvider time, TimeSpan? patience = null)
{
    /// <summary>The maximum wait unless the service asks for a longer one.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly Random _variation = new(seed);
    private readonly long _started = time.GetTimestamp();
    private long _attemptedAt = time.GetTimestamp();
    private TimeSpan _delay = TimeSpan.FromSeconds(0.5);

    /// <summary>Returns the wait before the next attempt; null when there is none.</summary>
    /// <param name="asked">The wait that the service asked for; null when it did not.</param>
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
