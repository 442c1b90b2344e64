using System.Text;
using System.Text.Json;
using RealtimeEvals.Json;

namespace RealtimeEvals.Realtime;

/// <summary>The top-level fields of one server event, as spans over its bytes. Reading an event does not allocate.</summary>
internal ref struct ServerEvent
{
    /// <summary>The meaning of the event.</summary>
    public ServerEventKind Kind;

    /// <summary>The type of the event as the service names it.</summary>
    public ReadOnlySpan<byte> Type;

    /// <summary>The id of the response; empty when the event has none.</summary>
    public ReadOnlySpan<byte> ResponseId;

    /// <summary>The id of the item; empty when the event has none.</summary>
    public ReadOnlySpan<byte> ItemId;

    /// <summary>The id of the call; empty when the event has none.</summary>
    public ReadOnlySpan<byte> CallId;

    /// <summary>The name of the function; empty when the event has none.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>The content of <c>delta</c>, <c>audio</c>, <c>transcript</c>, <c>text</c> or <c>arguments</c>, still escaped.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary><c>audio_start_ms</c> or <c>audio_end_ms</c>; zero when the event has neither.</summary>
    public int AudioMs;

    /// <summary>The index of the content part in the item; zero when the event has none.</summary>
    public int ContentIndex;

    /// <summary>Whether <see cref="Payload"/> holds escape sequences.</summary>
    public bool PayloadIsEscaped;

    /// <summary>Whether the event is a part of a content that its reader concatenates.</summary>
    public readonly bool IsDelta => Type.EndsWith("delta"u8)
        || Kind is ServerEventKind.AudioDelta or ServerEventKind.TranscriptDelta
            or ServerEventKind.TextDelta or ServerEventKind.ArgumentsDelta;

    /// <summary>Reads an event.</summary>
    /// <param name="utf8">The message.</param>
    /// <param name="dialect">The names of the service's events.</param>
    /// <exception cref="JsonException">The bytes are not one JSON object with a <c>type</c>.</exception>
    public static ServerEvent Read(ReadOnlySpan<byte> utf8, RealtimeDialect dialect)
    {
        try
        {
            return ReadFields(utf8, dialect);
        }
        catch (InvalidOperationException exception)
        {
            // The platform's reader throws this exception for a name with half of a surrogate pair.
            throw new JsonException("text that is not Unicode", exception);
        }
    }

    /// <summary>Returns <see cref="Payload"/> as text. Half of a surrogate pair becomes U+FFFD.</summary>
    public readonly string PayloadText() => Unescape(Payload, PayloadIsEscaped);

    private static ServerEvent ReadFields(ReadOnlySpan<byte> utf8, RealtimeDialect dialect)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("not a JSON object");
        ServerEvent read = default;
        bool typed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) throw new JsonException("the type is not a string");
                read.Kind = dialect.KindOf(ref reader);
                read.Type = reader.ValueSpan;
                typed = true;
            }
            else if (reader.ValueTextEquals("response_id"u8)) read.ResponseId = Identifier(ref reader);
            else if (reader.ValueTextEquals("item_id"u8)) read.ItemId = Identifier(ref reader);
            else if (reader.ValueTextEquals("call_id"u8)) read.CallId = Identifier(ref reader);
            else if (reader.ValueTextEquals("name"u8)) read.Name = Identifier(ref reader);
            else if (reader.ValueTextEquals("delta"u8)
                || reader.ValueTextEquals("audio"u8)
                || reader.ValueTextEquals("transcript"u8)
                || reader.ValueTextEquals("text"u8)
                || reader.ValueTextEquals("arguments"u8))
            {
                read.Payload = String(ref reader);
                read.PayloadIsEscaped = reader.ValueIsEscaped;
            }
            else if (reader.ValueTextEquals("audio_start_ms"u8) || reader.ValueTextEquals("audio_end_ms"u8))
            {
                read.AudioMs = Number(ref reader);
            }
            else if (reader.ValueTextEquals("content_index"u8)) read.ContentIndex = Number(ref reader);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject) throw new JsonException("the object does not end");
        if (!typed) throw new JsonException("no type");
        while (reader.Read())
        {
            // Only white space may follow; the reader throws for anything else.
        }

        return read;
    }

    private static string Unescape(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped) return Encoding.UTF8.GetString(raw);
        var reader = new Utf8JsonReader(JsonText.Repair([(byte)'"', .. raw, (byte)'"']));
        reader.Read();
        return reader.GetString() ?? "";
    }

    /// <summary>
    /// Reads an id or a name. An escaped one, which no known service sends, is unescaped into a copy so that it compares equal.
    /// </summary>
    private static ReadOnlySpan<byte> Identifier(scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> raw = String(ref reader);
        return reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped
            ? Encoding.UTF8.GetBytes(Unescape(raw, escaped: true))
            : raw;
    }

    private static ReadOnlySpan<byte> String(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.ValueSpan;
        reader.Skip();
        return default;
    }

    private static int Number(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number)) return number;
        reader.Skip();
        return 0;
    }
}
