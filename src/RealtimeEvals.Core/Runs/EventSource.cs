using System.Text;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Runs;

/// <summary>One session's part of an <see cref="EventLogFile"/>.</summary>
public sealed class EventSource : IEventLog
{
    private readonly EventLogFile _file;

    internal EventSource(EventLogFile file, string? source, DeltaRedaction deltas)
    {
        _file = file;
        Deltas = deltas;
        Name = source is null ? null : Encoding.UTF8.GetBytes(source);
    }

    /// <summary>The turn of the conversation that comes next or is under way, from 1; 0 before the first.</summary>
    public int TurnIndex { get; set; }

    /// <summary>Covers what is sent delta by delta. Guarded by the file.</summary>
    internal DeltaRedaction Deltas { get; }

    /// <summary>Which of several sessions it is; null where there is only one.</summary>
    internal byte[]? Name { get; }

    /// <summary>The zero of the event times; null before the first request for a response. Guarded by the file.</summary>
    internal long? RequestedAt { get; set; }

    /// <inheritdoc />
    public void StartResponse(long timestamp) => _file.StartResponse(this, timestamp);

    /// <inheritdoc />
    public void Sent(long timestamp, ReadOnlyMemory<byte> utf8) => _file.Record(this, isServer: false, timestamp, utf8, isText: true);

    /// <inheritdoc />
    public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText) =>
        _file.Record(this, isServer: true, timestamp, utf8, isText);
}
