using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Runs.Folders;

/// <summary>One line of a journal as a result.</summary>
internal static class JournalEntry
{
    /// <summary>Reads a line.</summary>
    /// <typeparam name="T">The type of a result, or <see cref="JsonElement"/>, whose figures are not checked here.</typeparam>
    /// <param name="line">The line, without line break.</param>
    /// <exception cref="JsonException">The line is no result, or a figure in it is impossible.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> line)
    {
        if (!JsonText.IsUnicode(line)) throw new JsonException("text that is no Unicode");
        T entry = JsonSerializer.Deserialize<T>(line, RunJson.Line) ?? throw new JsonException("null");
        if (entry is JsonElement raw) return raw.ValueKind == JsonValueKind.Object ? entry : throw new JsonException("no object");
        return FigureRange.FindProblem(StrictJson.Parse(line.ToArray())) is string fault
            ? throw new JsonException($"{fault} cannot be")
            : entry;
    }
}
