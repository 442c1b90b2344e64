using System.Buffers;
using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>Writes the client's events as UTF-8 JSON. Each has an event id, which the server quotes in an error about it.</summary>
internal static class ClientEvents
{
    /// <summary>The event id of every request for a response.</summary>
    public const string RequestId = "client_response.create";

    /// <summary>The event id of every marker.</summary>
    public const string MarkerId = "client_marker";

    /// <summary>Writes an event whose id is made from its type.</summary>
    public static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter> fields) => Write(type, $"client_{type}", fields);

    /// <summary>Writes an event.</summary>
    /// <param name="type">The type of the event.</param>
    /// <param name="eventId">The id of the event.</param>
    /// <param name="fields">Writes all other fields.</param>
    public static ReadOnlyMemory<byte> Write(string type, string eventId, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event_id", eventId);
            json.WriteString("type", type);
            fields(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a message of the user.</summary>
    public static void WriteMessage(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", "user");
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "input_text");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the fields of a response that is not part of the conversation.</summary>
    public static void WritePrompt(Utf8JsonWriter json, OutOfBandPrompt prompt)
    {
        if (prompt.Instructions.Length > 0) json.WriteString("instructions", prompt.Instructions);
        json.WriteStartArray("input");
        WriteMessage(json, prompt.Text);
        json.WriteEndArray();
        json.WriteString("conversation", "none");
    }

    /// <summary>Writes the turn detection.</summary>
    public static void WriteTurnDetection(Utf8JsonWriter json, TurnDetection detection)
    {
        if (detection == TurnDetection.None)
        {
            json.WriteNull("turn_detection");
            return;
        }

        json.WriteStartObject("turn_detection");
        json.WriteString("type", detection == TurnDetection.ServerVad ? "server_vad" : "semantic_vad");
        json.WriteEndObject();
    }
}
