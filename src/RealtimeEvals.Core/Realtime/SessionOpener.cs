namespace RealtimeEvals.Realtime;

/// <summary>
/// Opens sessions with one service: connects, with retries while the host refuses the connection or asks to wait, and configures.
/// </summary>
/// <param name="target">The service.</param>
/// <param name="limits">The time limits of a session.</param>
/// <param name="retryLimit">The maximum time for all attempts at one session; no attempt starts later.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionOpener(ServiceTarget target, TurnLimits limits, TimeSpan retryLimit, TimeProvider time)
{
    /// <summary>Hears when the service asks for fewer requests.</summary>
    public RatePressure Pressure { get; init; } = new();

    /// <summary>Opens a session that is ready for its first turn.</summary>
    /// <exception cref="RealtimeException">All attempts failed; this is the last failure.</exception>
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
                var connect = new ConnectOptions(target, opening.Model) { ClientRequestId = opening.ClientRequestId(attempt),
                    Pressure = Pressure };
                return await RealtimeSession.OpenAsync(connect, limits, time, opening.Log(), cancellationToken);
            }
            catch (RealtimeException exception) when (exception.IsTransient)
            {
                if (exception.IsRateLimited) Pressure.Report(exception.RetryAfter);
                if (waits.Next(exception.RetryAfter) is not TimeSpan wait) throw;
                opening.OnRetry(exception, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
