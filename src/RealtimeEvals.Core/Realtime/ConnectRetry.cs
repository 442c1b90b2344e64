namespace RealtimeEvals.Realtime;

/// <summary>Opens a session, and again while the host refuses the connection or asks for patience.</summary>
/// <param name="limit">The longest time for all attempts; an attempt that would start later is not made.</param>
/// <param name="seed">The seed of the variation of waits.</param>
/// <param name="time">The clock.</param>
public sealed class ConnectRetry(TimeSpan limit, int seed, TimeProvider time)
{
    /// <summary>Opens a session.</summary>
    /// <param name="open">One attempt; it is given the attempt's number, from 1.</param>
    /// <param name="onRetry">Told of each failure that is followed by another attempt.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="RealtimeException">The last failure.</exception>
    public async Task<RealtimeSession> OpenAsync(
        Func<int, Task<RealtimeSession>> open,
        Action<RealtimeException, TimeSpan> onRetry,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(onRetry);
        var waits = new RetryWaits(limit, seed, time);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await open(attempt);
            }
            catch (RealtimeException exception) when (exception.IsTransient)
            {
                if (waits.Next(exception.RetryAfter) is not TimeSpan wait) throw;
                onRetry(exception, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
