using System.Text;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Runs;

/// <summary>The part of one session in an <see cref="EventLogFile"/>.</summary>
internal sealed class EventSource : IEventLog
{
    private readonly EventLogFile _file;

    internal EventSource(EventLogFile file, string? source, DeltaRedaction deltas)
    {
        _file = file;
        Deltas = deltas;
        Name = source is null ? null : Encoding.UTF8.GetBytes(source);
    }

    /// <summary>The current or next turn of the conversation, from 1; 0 before the first.</summary>
    public int TurnIndex { get; set; }

    /// <summary>Covers secrets that arrive in several deltas. Guarded by the lock of the file.</summary>
    internal DeltaRedaction Deltas { get; }

    /// <summary>The name of the session in UTF-8; null when there is only one.</summary>
    internal byte[]? Name { get; }

    /// <summary>The zero of the event times; null before the first request for a response. Guarded by the lock of the file.</summary>
    internal long? RequestedAt { get; set; }

    /// <inheritdoc />
    public void StartResponse(long timestamp) => _file.StartResponse(this, timestamp);

    /// <inheritdoc />
    public void Sent(long timestamp, ReadOnlyMemory<byte> utf8) => _file.Record(this, isServer: false, timestamp, utf8, isText: true);

    /// <inheritdoc />
    public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText) =>
        _file.Record(this, isServer: true, timestamp, utf8, isText);
}
