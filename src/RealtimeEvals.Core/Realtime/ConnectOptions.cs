namespace RealtimeEvals.Realtime;

/// <summary>How to open a socket.</summary>
/// <param name="Target">The service.</param>
/// <param name="Model">The model; it goes into the address.</param>
public sealed record ConnectOptions(ServiceTarget Target, string Model)
{
    /// <summary>The <see cref="ClientRequestId"/> of a session that is no case: a sandbox that is told to fail spares it.</summary>
    public const string Rehearsal = "rehearsal";

    /// <summary>The longest wait for the handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message that is taken from the server, in bytes.</summary>
    public int MaximumMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of all messages of one turn: 17 minutes of speech.</summary>
    public int MaximumTurnBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// An id of our own that the service keeps beside its request id (header X-Client-Request-Id), so that both sides can be matched.
    /// </summary>
    public string ClientRequestId { get; init; } = "";
}
