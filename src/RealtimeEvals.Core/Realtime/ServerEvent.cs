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

    /// <summary>Reads an event.</summary>
    /// <exception cref="JsonException">The bytes are not one JSON object with a <c>type</c>.</exception>
    public static ServerEvent Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return ReadFields(utf8);
        }
        catch (InvalidOperationException exception)
        {
            // The platform's reader says so of a name that holds half of a surrogate pair.
            throw new JsonException("text that is not Unicode", exception);
        }
    }

    /// <summary><see cref="Payload"/> as text. Half of a surrogate pair becomes U+FFFD.</summary>
    public readonly string PayloadText() => Unescape(Payload, PayloadIsEscaped);

    private static ServerEvent ReadFields(ReadOnlySpan<byte> utf8)
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
                read.Kind = KindOf(ref reader);
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

    private static ServerEventKind KindOf(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("the type is not a string");
        if (Is(ref reader, "response.output_audio.delta"u8, "response.audio.delta"u8)) return ServerEventKind.AudioDelta;
        if (Is(ref reader, "response.output_audio_transcript.delta"u8, "response.audio_transcript.delta"u8))
        {
            return ServerEventKind.TranscriptDelta;
        }

        if (Is(ref reader, "response.output_audio_transcript.done"u8, "response.audio_transcript.done"u8))
        {
            return ServerEventKind.TranscriptDone;
        }

        if (Is(ref reader, "response.output_text.delta"u8, "response.text.delta"u8)) return ServerEventKind.TextDelta;
        if (Is(ref reader, "response.output_text.done"u8, "response.text.done"u8)) return ServerEventKind.TextDone;
        if (reader.ValueTextEquals("response.function_call_arguments.delta"u8)) return ServerEventKind.ArgumentsDelta;
        if (reader.ValueTextEquals("response.function_call_arguments.done"u8)) return ServerEventKind.ArgumentsDone;
        if (Is(ref reader, "response.output_item.done"u8, "response.output_item.added"u8)) return ServerEventKind.OutputItem;
        if (Is(ref reader, "conversation.item.done"u8, "conversation.item.added"u8)) return ServerEventKind.ConversationItem;
        if (reader.ValueTextEquals("conversation.item.created"u8)) return ServerEventKind.ConversationItem;
        if (reader.ValueTextEquals("response.created"u8)) return ServerEventKind.ResponseCreated;
        if (reader.ValueTextEquals("response.done"u8)) return ServerEventKind.ResponseDone;
        if (reader.ValueTextEquals("input_audio_buffer.speech_started"u8)) return ServerEventKind.SpeechStarted;
        if (reader.ValueTextEquals("input_audio_buffer.speech_stopped"u8)) return ServerEventKind.SpeechStopped;
        if (reader.ValueTextEquals("session.created"u8)) return ServerEventKind.SessionCreated;
        if (reader.ValueTextEquals("session.updated"u8)) return ServerEventKind.SessionUpdated;
        return reader.ValueTextEquals("error"u8) ? ServerEventKind.Error : ServerEventKind.Other;
    }

    /// <summary>
    /// Whether the event has one of two names: that of the protocol and that of its beta, or those of an item's start and end.
    /// </summary>
    private static bool Is(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        reader.ValueTextEquals(name) || reader.ValueTextEquals(other);
}
