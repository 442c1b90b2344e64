using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>Takes the time of each append where the client passes it to the socket, and what the service tells of its own clock.</summary>
/// <param name="recorder">Takes the times.</param>
/// <param name="slowdown">How long each append is held up, to see that a slow client loses.</param>
internal sealed class AppendTimes(LoadRecorder recorder, TimeSpan slowdown) : IEventLog
{
    private static ReadOnlySpan<byte> Append => "\"input_audio_buffer.append\""u8;

    private static ReadOnlySpan<byte> AudioDelta => "\"response.output_audio.delta\""u8;

    private long _begunAt;
    private int _chunks;
    private TimeSpan _late;

    /// <summary>What the service told about the first audio of the turn; null when it told nothing.</summary>
    public ServiceTimes? Service { get; private set; }

    /// <summary>Begins a turn; the first append sets its zero.</summary>
    public void BeginTurn() => (_chunks, Service) = (0, null);

    /// <summary>The response is asked for when the last append has been sent.</summary>
    public void StartResponse(long timestamp) => recorder.Ended(_late);

    public void Sent(long timestamp, ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span[..Math.Min(utf8.Length, 64)].IndexOf(Append) < 0) return;
        if (_chunks == 0) _begunAt = timestamp;
        _late = Stopwatch.GetElapsedTime(_begunAt, timestamp) - _chunks * LoadOptions.Chunk;
        recorder.Sent(_late);
        _chunks++;
        long before = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(before) < slowdown) Thread.SpinWait(10);
    }

    public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText)
    {
        recorder.Arrived();
        if (Service is not null || utf8.Span[..Math.Min(utf8.Length, 64)].IndexOf(AudioDelta) < 0) return;
        var reader = new Utf8JsonReader(utf8.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("event_id"u8)) continue;
            reader.Read();
            Service = ServiceTimes.Parse(Encoding.UTF8.GetString(reader.ValueSpan));
            return;
        }
    }
}
