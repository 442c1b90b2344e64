using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>One line of a journal as a result.</summary>
internal static class JournalEntry
{
    /// <summary>Reads the line at a place.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="place">Where the line stands.</param>
    /// <exception cref="JsonException">There is no result, such as in a journal that was changed meanwhile.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static T ReadAt<T>(SafeFileHandle journal, StoredPlace place)
    {
        byte[] line = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            int count = RandomAccess.Read(journal, line.AsSpan(0, place.Length), place.Offset);
            return Parse<T>(line.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(line);
        }
    }

    /// <summary>Returns the error for a line that is not a result.</summary>
    /// <param name="path">The path of the journal.</param>
    /// <param name="row">The row of the line, from 1.</param>
    /// <param name="exception">What is wrong with it.</param>
    public static EvalException Unreadable(string path, int? row, JsonException exception) => EvalErrors.InvalidInput(
        [new DataProblem(path, row, null, $"not a journal entry ({exception.Message})", "the line as it was written")]);

    /// <summary>Reads a line.</summary>
    /// <typeparam name="T">The type of a result, or <see cref="JsonElement"/>, whose figures are not checked here.</typeparam>
    /// <param name="line">The line, without line break.</param>
    /// <exception cref="JsonException">The line is no result, or a figure in it is impossible.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> line)
    {
        if (!JsonText.IsUnicode(line)) throw new JsonException("text that is no Unicode");
        T entry = JsonSerializer.Deserialize<T>(line, RunJson.Line) ?? throw new JsonException("null");
        if (entry is JournalKey) return entry;
        if (entry is JsonElement raw) return raw.ValueKind == JsonValueKind.Object ? entry : throw new JsonException("no object");
        return FigureRange.FindProblem(StrictJson.Parse(line.ToArray())) is string fault
            ? throw new JsonException($"{fault} cannot be")
            : entry;
    }
}
