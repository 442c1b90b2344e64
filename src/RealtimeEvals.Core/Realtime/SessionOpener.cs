namespace RealtimeEvals.Realtime;

/// <summary>
/// Opens sessions with one service: connects, again while the host refuses the connection or asks for patience, and configures.
/// </summary>
/// <param name="target">The service.</param>
/// <param name="limits">How long a session may take.</param>
/// <param name="retryLimit">The longest time for all attempts at one session; an attempt that would start later is not made.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionOpener(ServiceTarget target, TurnLimits limits, TimeSpan retryLimit, TimeProvider time)
{
    /// <summary>Opens a session that is ready for its first turn.</summary>
    /// <exception cref="RealtimeException">The last failure.</exception>
    public async Task<RealtimeSession> OpenAsync(SessionOpening opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opening);
        RealtimeSession session = await ConnectAsync(opening, cancellationToken);
        try
        {
            opening.OnAnnounced(session);
            await session.ConfigureAsync(opening.Configuration, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<RealtimeSession> ConnectAsync(SessionOpening opening, CancellationToken cancellationToken)
    {
        var waits = new RetryWaits(retryLimit, opening.Seed, time);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var connect = new ConnectOptions(target, opening.Model) { ClientRequestId = opening.ClientRequestId(attempt) };
                return await RealtimeSession.OpenAsync(connect, limits, time, opening.Log(), cancellationToken);
            }
            catch (RealtimeException exception) when (exception.IsTransient)
            {
                if (waits.Next(exception.RetryAfter) is not TimeSpan wait) throw;
                opening.OnRetry(exception, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
