namespace RealtimeEvals.Realtime;

/// <summary>A request to open a session.</summary>
/// <param name="Model">The model.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Seed">The seed for the random variation of waits.</param>
internal sealed record SessionOpening(string Model, SessionConfiguration Configuration, int Seed)
{
    /// <summary>Returns our own request id of an attempt, which is counted from 1.</summary>
    public Func<int, string> ClientRequestId { get; init; } = static _ => "";

    /// <summary>Returns the event log of an attempt.</summary>
    public Func<IEventLog> Log { get; init; } = static () => NoEventLog.Instance;

    /// <summary>Called when the service has announced the session, before it is configured: it is billed from here on.</summary>
    public Action<RealtimeSession> OnAnnounced { get; init; } = static _ => { };

    /// <summary>Called for each failure that is followed by another attempt, with the wait before it.</summary>
    public Action<RealtimeException, TimeSpan> OnRetry { get; init; } = static (_, _) => { };
}
