namespace RealtimeEvals.Realtime;

/// <summary>
/// Opens a session, and again while the host refuses the connection or asks for patience. Waits double from half a second, vary by
/// a quarter so that parallel cases do not knock together, and obey the server's Retry-After.
/// </summary>
/// <param name="limit">The longest time for all attempts; an attempt that would start later is not made.</param>
/// <param name="seed">The seed of the variation.</param>
/// <param name="time">The clock.</param>
public sealed class ConnectRetry(TimeSpan limit, int seed, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Opens a session.</summary>
    /// <param name="open">One attempt; it is given the attempt's number, from 1.</param>
    /// <param name="onRetry">Told of each failure that is followed by another attempt.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="RealtimeException">The last failure.</exception>
    public async Task<RealtimeSession> OpenAsync(Func<int, Task<RealtimeSession>> open, Action<RealtimeException, TimeSpan> onRetry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(onRetry);
        var variation = new Random(seed);
        long started = time.GetTimestamp();
        TimeSpan delay = FirstDelay;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await open(attempt);
            }
            catch (RealtimeException exception) when (exception.IsTransient)
            {
                TimeSpan wait = exception.RetryAfter ?? delay * (0.75 + variation.NextDouble() / 2);
                if (time.GetElapsedTime(started) + wait > limit) throw;
                onRetry(exception, wait);
                await Task.Delay(wait, time, cancellationToken);
                delay *= 2;
            }
        }
    }
}
