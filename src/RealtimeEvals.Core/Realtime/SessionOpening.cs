namespace RealtimeEvals.Realtime;

/// <summary>A session that is to be opened.</summary>
/// <param name="Model">With which model.</param>
/// <param name="Configuration">What it is told.</param>
/// <param name="Seed">The seed of the variation of waits.</param>
internal sealed record SessionOpening(string Model, SessionConfiguration Configuration, int Seed)
{
    /// <summary>The id of our own that an attempt, counted from 1, has in the service's records.</summary>
    public Func<int, string> ClientRequestId { get; init; } = static _ => "";

    /// <summary>Takes the events of an attempt.</summary>
    public Func<IEventLog> Log { get; init; } = static () => NoEventLog.Instance;

    /// <summary>Told of the session once it is announced, before it is configured: from then on it costs.</summary>
    public Action<RealtimeSession> OnAnnounced { get; init; } = static _ => { };

    /// <summary>Told of each failure that is followed by another attempt, and of the wait before it.</summary>
    public Action<RealtimeException, TimeSpan> OnRetry { get; init; } = static (_, _) => { };
}
