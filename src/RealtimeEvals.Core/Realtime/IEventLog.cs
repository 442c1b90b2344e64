namespace RealtimeEvals.Realtime;

/// <summary>
/// Receives every event of a session in both directions, as it was transmitted. Implementations are safe for concurrent use.
/// </summary>
internal interface IEventLog
{
    /// <summary>Sets the zero of the event times: the moment just before a response is requested.</summary>
    /// <param name="timestamp">A time stamp of the session's <see cref="TimeProvider"/>.</param>
    void StartResponse(long timestamp);

    /// <summary>Records one event that the client sent.</summary>
    /// <param name="timestamp">When it was passed to the socket.</param>
    /// <param name="utf8">The message.</param>
    void Sent(long timestamp, ReadOnlyMemory<byte> utf8);

    /// <summary>Records one event that the server sent.</summary>
    /// <param name="timestamp">When its last byte arrived, before it was parsed.</param>
    /// <param name="utf8">The message.</param>
    /// <param name="isText">False for a binary frame.</param>
    void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText);
}
