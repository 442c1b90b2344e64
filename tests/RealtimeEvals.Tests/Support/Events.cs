using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>An event log, read back.</summary>
public sealed class Events(string path)
{
    private readonly JsonElement[] _lines = [.. File.ReadLines(path).Select(Given.Json)];

    /// <summary>The types of all events, or of one direction only.</summary>
    public IEnumerable<string> Types(string? direction = null) =>
        _lines.Where(line => direction is null || line.GetProperty("direction").GetString() == direction)
            .Select(line => line.GetProperty("type").GetString()!);

    /// <summary>The events of one type, as they crossed the wire.</summary>
    public JsonElement[] Of(string type) =>
        [.. _lines.Where(line => line.GetProperty("type").GetString() == type).Select(line => line.GetProperty("event"))];

    /// <summary>The audio that was appended, chunk by chunk.</summary>
    public IReadOnlyList<byte[]> Appended() =>
        [.. Of("input_audio_buffer.append").Select(appended => appended.GetProperty("audio").GetBytesFromBase64())];
}
