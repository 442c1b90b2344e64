using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Json;

namespace RealtimeEvals.Pages;

/// <summary>
/// A part of an event log. A log is read from a place in it, so that a page of a long one costs no more than the first.
/// </summary>
/// <param name="Lines">The events; chunks of sound and parts of a text that follow each other are one.</param>
/// <param name="Next">The place at which the next part begins; null at the end of the log.</param>
public sealed record EventLogPage(IReadOnlyList<EventLine> Lines, long? Next)
{
    private const int MostBytes = 256 * 1024;
    private const int BufferBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a part of a log. Lines that are no events are left out.</summary>
    /// <param name="path">The absolute path of the log.</param>
    /// <param name="place">Where to begin: 0, or a place that an earlier part named. Any other place gives no events.</param>
    /// <param name="count">The most events, folded ones counted as one.</param>
    /// <param name="words">What the type or the source of each event must have in it; empty for all events.</param>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the log is denied.</exception>
    public static EventLogPage Read(string path, long place, int count, string words = "")
    {
        ArgumentNullException.ThrowIfNull(words);
        var lines = new List<EventLine>();
        foreach ((long at, byte[] line) in LinesFrom(path, place))
        {
            if (Parse(line, at) is not EventLine one || !one.Has(words)) continue;
            if (EventLine.TryFold(lines, one)) continue;
            if (lines.Count == count) return new EventLogPage(lines, at);
            lines.Add(one);
        }

        return new EventLogPage(lines, null);
    }

    /// <summary>Returns an event as it is in the log, indented, and below it those that it stands for; at most 256 KiB of them.</summary>
    /// <param name="path">The absolute path of the log.</param>
    /// <param name="place">The place of the event.</param>
    /// <param name="count">How many events it stands for.</param>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the log is denied.</exception>
    public static string Raw(string path, long place, int count)
    {
        var text = new StringBuilder();
        EventLine? first = null;
        int left = count;
        foreach ((long at, byte[] line) in LinesFrom(path, place))
        {
            EventLine? one = Parse(line, at);
            if (first is not null && (one is null || !one.IsPart)) break;
            if (first is not null && !first.GoesOnWith(one!)) continue;
            if (text.Length > MostBytes) return text.Append("\n…").ToString();
            if (text.Length > 0) text.Append("\n\n");
            text.Append(Pretty(line));
            first ??= one;
            if (--left <= 0 || first is null) break;
        }

        return text.ToString();
    }

    private static IEnumerable<(long Place, byte[] Line)> LinesFrom(string path, long place)
    {
        using FileStream log = PlainFile.Open(path);
        if (!IsStartOfLine(log, place)) yield break;
        byte[] buffer = new byte[BufferBytes];
        var line = new ArrayBufferWriter<byte>(4096);
        long start = place;
        long at = place;
        int read;
        while ((read = log.Read(buffer)) > 0)
        {
            int from = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', from, read - from)) >= 0; from = end + 1)
            {
                line.Write(buffer.AsSpan(from, end - from));
                if (line.WrittenCount > 0) yield return (start, line.WrittenSpan.ToArray());
                line.ResetWrittenCount();
                start = at + end + 1;
            }

            line.Write(buffer.AsSpan(from, read - from));
            at += read;
        }
    }

    private static bool IsStartOfLine(FileStream log, long place)
    {
        if (place < 0 || place >= log.Length) return false;
        if (place == 0) return true;
        log.Seek(place - 1, SeekOrigin.Begin);
        return log.ReadByte() == '\n';
    }

    private static EventLine? Parse(byte[] line, long place)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            JsonElement root = parsed.RootElement;
            (string direction, string session) = (root.Text("direction"), root.Text("source"));
            return root.ValueKind != JsonValueKind.Object ? null : new EventLine(
                (int)(root.Number("event_index") ?? 0),
                root.Number("session_time_ms"),
                (int)(root.Number("turn_index") ?? 0),
                session.Length > 0 ? $"{session}, {direction}" : direction,
                root.Text("type"),
                1,
                place.ToString(CultureInfo.InvariantCulture));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Pretty(byte[] line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            JsonElement content = JsonText.Child(parsed.RootElement, "event");
            return JsonSerializer.Serialize(content.ValueKind == JsonValueKind.Undefined ? parsed.RootElement : content, Indented);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(line);
        }
    }
}

/// <summary>An event of a log, or several alike that follow each other.</summary>
/// <param name="Index">The number of the first event.</param>
/// <param name="TimeMs">When it was sent or received, in milliseconds since the log was opened; null when that is not known.</param>
/// <param name="Turn">The turn; 0 when it is in none.</param>
/// <param name="Source">Which session and which direction.</param>
/// <param name="Type">The type.</param>
/// <param name="Count">How many events it stands for.</param>
/// <param name="Place">Where it stands: by this its content is asked for.</param>
public sealed record EventLine(int Index, double? TimeMs, int Turn, string Source, string Type, int Count, string Place)
{
    /// <summary>Whether words are in its type or its source.</summary>
    public bool Has(string words) =>
        Type.Contains(words, StringComparison.OrdinalIgnoreCase) || Source.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a chunk of sound or a part of a text.</summary>
    internal bool IsPart => Type.EndsWith(".append", StringComparison.Ordinal) || Type.EndsWith(".delta", StringComparison.Ordinal);

    /// <summary>Whether another event goes on what this one said.</summary>
    internal bool GoesOnWith(EventLine next) => IsPart && Type == next.Type && Source == next.Source && Turn == next.Turn;

    /// <summary>Counts an event to an earlier one that it goes on. Parts of a text and of its sound come in turns.</summary>
    /// <param name="lines">The events before it.</param>
    /// <param name="one">The event.</param>
    /// <returns>Whether there is such an event.</returns>
    internal static bool TryFold(List<EventLine> lines, EventLine one)
    {
        for (int index = lines.Count - 1; index >= 0 && lines[index].IsPart; index--)
        {
            if (!lines[index].GoesOnWith(one)) continue;
            lines[index] = lines[index] with { Count = lines[index].Count + 1 };
            return true;
        }

        return false;
    }

    /// <summary>Returns events with those that go on others counted to them.</summary>
    public static IReadOnlyList<EventLine> Folded(IEnumerable<EventLine> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var lines = new List<EventLine>();
        foreach (EventLine one in events.Where(one => !TryFold(lines, one))) lines.Add(one);
        return lines;
    }
}
