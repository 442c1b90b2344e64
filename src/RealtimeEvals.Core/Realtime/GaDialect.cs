using System.Text.Json;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The GA protocol of OpenAI, of Azure below <c>/openai/v1</c>, and of compatible services. Many of those still use event names of the
/// beta, so both are understood.
/// </summary>
internal sealed class GaDialect : RealtimeDialect
{
    /// <inheritdoc />
    protected override IReadOnlyList<string> RoutingKeys { get; } = [ModelKey, "deployment", "call_id"];

    /// <inheritdoc />
    public override bool IsSpokenAt(Uri address) => true;

    /// <inheritdoc />
    public override (Uri Realtime, Uri? RestBase) Resolve(Uri given, bool isSocket, ServiceProvider provider)
    {
        bool isAzure = provider == ServiceProvider.Azure || AzureAddress.IsAzure(given);
        if (isSocket)
        {
            Uri realtime = isAzure ? AzureAddress.Realtime(given)
                : given.AbsolutePath == "/" ? new UriBuilder(given) { Path = "/v1/realtime" }.Uri
                : given;
            return (realtime, RestOf(realtime));
        }

        Uri rest = isAzure ? AzureAddress.Rest(given) : given;
        string query = isAzure ? AzureAddress.SocketQuery(rest) : rest.Query;
        return (new UriBuilder(rest) { Path = rest.AbsolutePath.TrimEnd('/') + "/realtime", Query = query }.Uri, rest);
    }

    /// <inheritdoc />
    public override ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session) => ClientEvents.Write("session.update", json =>
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
        ClientEvents.WriteTurnDetection(json, session.TurnDetection);
        json.WriteEndObject();
        json.WriteStartObject("output");
        WriteFormat(json, session.OutputFormat);
        if (session.Voice.Length > 0) json.WriteString("voice", session.Voice);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <inheritdoc />
    public override ReadOnlyMemory<byte> Marker(SessionConfiguration session) =>
        ClientEvents.Write("session.update", ClientEvents.MarkerId, json =>
        {
            json.WriteStartObject("session");
            json.WriteString("type", "realtime");
            json.WriteString("instructions", session.Instructions);
            json.WritePropertyName("tools");
            session.Tools.WriteTo(json);
            json.WriteEndObject();
        });

    /// <inheritdoc />
    public override ServerEventKind KindOf(scoped ref Utf8JsonReader type)
    {
        if (type.ValueTextEquals("response.output_audio.delta"u8)) return ServerEventKind.AudioDelta;
        if (type.ValueTextEquals("response.output_audio_transcript.delta"u8)) return ServerEventKind.TranscriptDelta;
        if (type.ValueTextEquals("response.output_audio_transcript.done"u8)) return ServerEventKind.TranscriptDone;
        if (type.ValueTextEquals("response.output_text.delta"u8)) return ServerEventKind.TextDelta;
        if (type.ValueTextEquals("response.output_text.done"u8)) return ServerEventKind.TextDone;
        if (type.ValueTextEquals("conversation.item.added"u8)) return ServerEventKind.ConversationItem;
        return type.ValueTextEquals("conversation.item.done"u8) ? ServerEventKind.ConversationItemDone : base.KindOf(ref type);
    }

    private static Uri? RestOf(Uri realtime)
    {
        string path = realtime.AbsolutePath.TrimEnd('/');
        const string Suffix = "/realtime";
        return path.EndsWith(Suffix, StringComparison.Ordinal)
            ? new UriBuilder(realtime) { Path = path[..^Suffix.Length], Query = "" }.Uri
            : null;
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
