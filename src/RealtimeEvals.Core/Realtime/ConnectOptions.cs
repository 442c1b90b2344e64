namespace RealtimeEvals.Realtime;

/// <summary>How to open a socket.</summary>
/// <param name="Target">The service.</param>
/// <param name="Model">The model, which becomes part of the address.</param>
public sealed record ConnectOptions(ServiceTarget Target, string Model)
{
    /// <summary>The <see cref="ClientRequestId"/> of sessions that are not cases; the sandbox injects no problems into them.</summary>
    public const string Rehearsal = "rehearsal";

    /// <summary>Hears when the service asks for fewer requests.</summary>
    public RatePressure Pressure { get; init; } = new();

    /// <summary>The maximum wait for the handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum size of a message from the server, in bytes.</summary>
    public int MaximumMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The maximum size of all messages of one turn, in bytes: about 17 minutes of speech.</summary>
    public int MaximumTurnBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// A request id of our own, which the service logs with its own (header X-Client-Request-Id), so that both sides can be matched.
    /// </summary>
    public string ClientRequestId { get; init; } = "";
}
