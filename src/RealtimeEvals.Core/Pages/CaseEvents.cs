using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>The event log of a case, with what repeats folded and sound left out.</summary>
/// <param name="Events">The events.</param>
/// <param name="Note">Why there are none, or not all; empty otherwise.</param>
/// <param name="InterruptedTurns">The turns in which the service cut the agent's answer because the caller spoke.</param>
internal sealed record CaseEvents(IReadOnlyList<EventPart> Events, string Note, IReadOnlySet<int> InterruptedTurns)
{
    private const int MostEvents = 400;
    private const int LongestPayload = 3000;
    private const int LongestText = 600;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns that a case has no event log.</summary>
    public static CaseEvents None(string note) => new([], note, new HashSet<int>());

    /// <summary>Reads an event log. Lines that cannot be read are counted in the note.</summary>
    /// <param name="path">The absolute path; empty when there is none.</param>
    public static CaseEvents Read(string path)
    {
        if (path.Length == 0 || !File.Exists(path)) return None("The event log is not there.");
        try
        {
            return Of(PlainFile.Read(path, InputLimits.AudioBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return None("The event log cannot be read.");
        }
    }

    private static CaseEvents Of(ReadOnlyMemory<byte> log)
    {
        var events = new List<EventPart>();
        var interrupted = new HashSet<int>();
        (int broken, int cut) = (0, 0);
        foreach (Range range in log.Span.Split((byte)'\n'))
        {
            ReadOnlyMemory<byte> line = log[range];
            if (line.Length == 0) continue;
            try
            {
                using var read = JsonDocument.Parse(line);
                JsonElement told = read.RootElement;
                EventPart one = PartOf(told, events.Count > 0 ? events[^1] : null);
                if (IsInterruption(told)) interrupted.Add(one.Turn);
                if (events.Count > 0 && IsSame(events[^1], one)) events[^1] = events[^1] with { Count = events[^1].Count + 1 };
                else if (events.Count < MostEvents) events.Add(one);
                else cut++;
            }
            catch (JsonException)
            {
                broken++;
            }
        }

        string[] notes =
        [
            .. cut > 0 ? [FormattableString.Invariant($"{cut} more events are in the event log.")] : Array.Empty<string>(),
            .. broken > 0 ? [FormattableString.Invariant($"{broken} lines of the event log cannot be read.")] : Array.Empty<string>(),
        ];
        return new CaseEvents(events, string.Join(" ", notes), interrupted);
    }

    private static EventPart PartOf(JsonElement line, EventPart? before)
    {
        (string direction, string session) = (line.Text("direction"), line.Text("source"));
        var one = new EventPart(
            (int)(line.Number("event_index") ?? 0),
            line.Number("session_time_ms") is double time ? FigureText.Milliseconds(time) : "",
            (int)(line.Number("turn_index") ?? 0),
            session.Length > 0 ? $"{session}, {direction}" : direction,
            line.Text("type"),
            1,
            "");
        return before is not null && IsSame(before, one) ? one : one with { Payload = PayloadOf(JsonText.Child(line, "event")) };
    }

    /// <summary>Whether an event goes on what the one before it said: a chunk of sound, or a part of a text.</summary>
    private static bool IsSame(EventPart before, EventPart one) =>
        before.Type == one.Type && before.Source == one.Source && before.Turn == one.Turn
        && (one.Type.EndsWith(".append", StringComparison.Ordinal) || one.Type.EndsWith(".delta", StringComparison.Ordinal));

    private static bool IsInterruption(JsonElement line)
    {
        if (line.Text("type") is "conversation.item.truncated" or "output_audio_buffer.cleared") return true;
        JsonElement response = JsonText.Child(JsonText.Child(line, "event"), "response");
        return line.Text("type") == "response.done" && JsonText.Child(response, "status_details").Text("reason") == "turn_detected";
    }

    private static string PayloadOf(JsonElement payload)
    {
        if (payload.ValueKind == JsonValueKind.Undefined) return "";
        JsonNode? node = Shorten(JsonNode.Parse(payload.GetRawText()));
        string text = node?.ToJsonString(Indented).ReplaceLineEndings("\n") ?? "";
        return text.Length <= LongestPayload ? text : $"{text[..LongestPayload]}\n…";
    }

    /// <summary>Cuts long texts, which are sound or instructions.</summary>
    private static JsonNode? Shorten(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach ((string name, JsonNode? value) in fields.ToArray()) fields[name] = Shortened(value);
        }
        else if (node is JsonArray items)
        {
            for (int index = 0; index < items.Count; index++) items[index] = Shortened(items[index]);
        }

        return node;

        static JsonNode? Shortened(JsonNode? value)
        {
            if (value is not JsonValue text) return Shorten(value)?.DeepClone();
            return text.TryGetValue(out string? told) && told.Length > LongestText
                ? JsonValue.Create(FormattableString.Invariant($"{told[..(LongestText / 4)]}… ({told.Length} characters)"))
                : text.DeepClone();
        }
    }
}
