using System.Buffers;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The client's events in the GA protocol, as UTF-8 JSON. Each carries an event id, which the server names when it refuses the event.
/// </summary>
internal static class ClientEvents
{
    /// <summary>The id of every request for a response.</summary>
    public const string RequestId = "client_response.create";

    /// <summary>The id of every marker.</summary>
    public const string MarkerId = "client_marker";

    /// <summary>Configures the session.</summary>
    public static ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session) => Write("session.update", json =>
    {
        json.WriteStartObject("session");
        json.WriteString("type", "realtime");
        json.WriteString("instructions", session.Instructions);
        json.WritePropertyName("tools");
        session.Tools.WriteTo(json);
        json.WriteString("tool_choice", session.MayCallTools ? "auto" : "none");
        json.WriteStartArray("output_modalities");
        json.WriteStringValue("audio");
        json.WriteEndArray();
        json.WriteStartObject("audio");
        json.WriteStartObject("input");
        WriteFormat(json, session.InputFormat);
        WriteTurnDetection(json, session.TurnDetection);
        json.WriteEndObject();
        json.WriteStartObject("output");
        WriteFormat(json, session.OutputFormat);
        if (session.Voice.Length > 0) json.WriteString("voice", session.Voice);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>
    /// Changes nothing. The service answers a client's events in their order, so that its answer marks the place in what it sends up to
    /// which all that was sent before has had its effect. No other event is answered by every service that speaks the protocol.
    /// </summary>
    public static ReadOnlyMemory<byte> Marker() => Write("session.update", MarkerId, static json =>
    {
        json.WriteStartObject("session");
        json.WriteString("type", "realtime");
        json.WriteEndObject();
    });

    /// <summary>Empties the input audio buffer.</summary>
    public static ReadOnlyMemory<byte> Clear() => Write("input_audio_buffer.clear", static _ => { });

    /// <summary>Ends the caller's turn.</summary>
    public static ReadOnlyMemory<byte> Commit() => Write("input_audio_buffer.commit", static _ => { });

    /// <summary>Adds a message of the user to the conversation.</summary>
    public static ReadOnlyMemory<byte> UserText(string text) => Write("conversation.item.create", json =>
    {
        json.WritePropertyName("item");
        WriteMessage(json, text);
    });

    /// <summary>Adds the output of a function that the model called.</summary>
    public static ReadOnlyMemory<byte> FunctionOutput(ToolOutput output) => Write("conversation.item.create", json =>
    {
        json.WriteStartObject("item");
        json.WriteString("type", "function_call_output");
        json.WriteString("call_id", output.CallId);
        json.WriteString("output", output.Output);
        json.WriteEndObject();
    });

    /// <summary>Asks for a response.</summary>
    public static ReadOnlyMemory<byte> ResponseCreate() => Write("response.create", static json =>
    {
        json.WriteStartObject("response");
        json.WriteEndObject();
    });

    /// <summary>Asks for a response to a prompt that is not and will not be a part of the conversation.</summary>
    public static ReadOnlyMemory<byte> ResponseCreate(LonePrompt prompt) => Write("response.create", json =>
    {
        json.WriteStartObject("response");
        if (prompt.Instructions.Length > 0) json.WriteString("instructions", prompt.Instructions);
        json.WriteStartArray("input");
        WriteMessage(json, prompt.Text);
        json.WriteEndArray();
        json.WriteString("conversation", "none");
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter> fields) => Write(type, $"client_{type}", fields);

    private static ReadOnlyMemory<byte> Write(string type, string eventId, Action<Utf8JsonWriter> fields)
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

    private static void WriteMessage(Utf8JsonWriter json, string text)
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

    private static void WriteTurnDetection(Utf8JsonWriter json, TurnDetection detection)
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

    private static void WriteFormat(Utf8JsonWriter json, AudioFormat format)
    {
        json.WriteStartObject("format");
        switch (format.Encoding)
        {
            case AudioEncoding.MuLaw: json.WriteString("type", "audio/pcmu"); break;
            case AudioEncoding.ALaw: json.WriteString("type", "audio/pcma"); break;
            default:
                json.WriteString("type", "audio/pcm");
                json.WriteNumber("rate", format.SampleRate);
                break;
        }

        json.WriteEndObject();
    }
}
