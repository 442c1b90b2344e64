using System.Buffers;
using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Writes the client's events as UTF-8 JSON. Each carries an event id, which the server names when it refuses the event.
/// </summary>
internal static class ClientEvents
{
    /// <summary>The id of every request for a response.</summary>
    public const string RequestId = "client_response.create";

    /// <summary>The id of every marker.</summary>
    public const string MarkerId = "client_marker";

    /// <summary>An event whose id is made of its name.</summary>
    public static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter> fields) => Write(type, $"client_{type}", fields);

    /// <summary>An event.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="eventId">Its id.</param>
    /// <param name="fields">Writes everything else.</param>
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

    /// <summary>A message of the user.</summary>
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

    /// <summary>What a response is asked for that is not and will not be a part of the conversation.</summary>
    public static void WritePrompt(Utf8JsonWriter json, OutOfBandPrompt prompt)
    {
        if (prompt.Instructions.Length > 0) json.WriteString("instructions", prompt.Instructions);
        json.WriteStartArray("input");
        WriteMessage(json, prompt.Text);
        json.WriteEndArray();
        json.WriteString("conversation", "none");
    }

    /// <summary>Who ends the caller's turn.</summary>
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
