using System.Text;
using System.Text.Json;
using RealtimeEvals.Json;

namespace RealtimeEvals.Realtime;

/// <summary>The top-level fields of one server event, as views of its bytes. Reading one allocates nothing.</summary>
internal ref struct ServerEvent
{
    /// <summary>What the event is.</summary>
    public ServerEventKind Kind;

    /// <summary>The event's own name for what it is.</summary>
    public ReadOnlySpan<byte> Type;

    /// <summary>The response that it belongs to; empty when it names none.</summary>
    public ReadOnlySpan<byte> ResponseId;

    /// <summary>The item that it belongs to; empty when it names none.</summary>
    public ReadOnlySpan<byte> ItemId;

    /// <summary>The call that it belongs to; empty when it names none.</summary>
    public ReadOnlySpan<byte> CallId;

    /// <summary>The function's name; empty when it names none.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>The still escaped content of <c>delta</c>, <c>audio</c>, <c>transcript</c>, <c>text</c> or <c>arguments</c>.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary><c>audio_start_ms</c> or <c>audio_end_ms</c>; zero when it names none.</summary>
    public int AudioMs;

    /// <summary>The part of the item that it belongs to; zero when it names none.</summary>
    public int ContentIndex;

    /// <summary>Whether <see cref="Payload"/> holds escape sequences.</summary>
    public bool PayloadIsEscaped;

    /// <summary>Whether it is a piece of something that its reader puts together.</summary>
    public readonly bool IsDelta => Type.EndsWith("delta"u8)
        || Kind is ServerEventKind.AudioDelta or ServerEventKind.TranscriptDelta
            or ServerEventKind.TextDelta or ServerEventKind.ArgumentsDelta;

    /// <summary>Reads an event.</summary>
    /// <param name="utf8">The message.</param>
    /// <param name="dialect">What the service calls its events.</param>
    /// <exception cref="JsonException">The bytes are not one JSON object with a <c>type</c>.</exception>
    public static ServerEvent Read(ReadOnlySpan<byte> utf8, RealtimeDialect dialect)
    {
        try
        {
            return ReadFields(utf8, dialect);
        }
        catch (InvalidOperationException exception)
        {
            // The platform's reader says so of a name that holds half of a surrogate pair.
            throw new JsonException("text that is not Unicode", exception);
        }
    }

    /// <summary><see cref="Payload"/> as text. Half of a surrogate pair becomes U+FFFD.</summary>
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
            // Only white space may follow; the reader throws at anything else.
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

    /// <summary>An id or a name. One that is escaped, which no known service does, is copied so that it equals its plain form.</summary>
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
