namespace RealtimeEvals.Realtime;

/// <summary>An event log for sessions that leave no evidence, such as the probe before a run.</summary>
internal sealed class NoEventLog : IEventLog
{
    private NoEventLog()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoEventLog Instance { get; } = new();

    /// <inheritdoc />
    public void StartResponse(long timestamp)
    {
    }

    /// <inheritdoc />
    public void Sent(long timestamp, ReadOnlyMemory<byte> utf8)
    {
    }

    /// <inheritdoc />
    public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText)
    {
    }
}
