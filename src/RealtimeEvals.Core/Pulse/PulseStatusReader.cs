using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Reads PULSE status files without changing or locking them.</summary>
public static class PulseStatusReader
{
    /// <summary>Reads a status file; it may be read-only or a link.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <exception cref="EvalException"><c>StatusFileMissing</c>, <c>StatusFileInvalid</c> or <c>StatusInUse</c>.</exception>
    public static PulseStatus Read(string path)
    {
        byte[] bytes = PulseStatusBytes.Read(path);
        return Of(path, PulseStatusDocument.Parse(path, bytes), bytes);
    }

    /// <summary>Returns the content of an open status file.</summary>
    public static PulseStatus Of(PulseStatusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Of(file.Path, file.Root, file.Bytes.Span);
    }

    private static PulseStatus Of(string path, JsonElement root, ReadOnlySpan<byte> bytes) => new()
    {
        Path = path,
        Sha256 = FileHash.Of(bytes),
        Version = TextOf(root, "version"),
        CreatedUtc = TextOf(root, "created_utc"),
        RunMode = root.TryGetProperty("metrics", out JsonElement metrics) ? TextOf(metrics, "run_mode") : null,
        Gates = root.TryGetProperty("gates", out JsonElement gates)
            ? new ValueList<PulseGate>(gates.EnumerateObject().Select(gate => GateOf(root, gate)))
            : ValueList<PulseGate>.Empty,
    };

    private static PulseGate GateOf(JsonElement root, JsonProperty gate) =>
        new(gate.Name, gate.Value.GetRawText(), gate.Value.ValueKind == JsonValueKind.True, FlagOf(root, gate.Name));

    private static string? TextOf(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static bool? FlagOf(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out JsonElement found) && found.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? found.GetBoolean()
            : null;
}
