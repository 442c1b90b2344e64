using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// How a service is spoken to: its address, what the handshake carries, the form of the client's events, and the names of the server's.
/// Nothing else asks which service it is about those. What all forms of the protocol share stands here; a dialect says what is its own.
/// </summary>
internal abstract class RealtimeDialect
{
    /// <summary>All of them, by rank: an address belongs to the first that knows it, and the last one is spoken everywhere else.</summary>
    private static readonly RealtimeDialect[] All = [new AzurePreviewDialect(), new GaDialect()];

    /// <summary>What a query calls a model, whichever the dialect.</summary>
    protected const string ModelKey = "model";

    /// <summary>What a query of any dialect calls whom it leads to. None of it is secret.</summary>
    public static IEnumerable<string> AllRoutingKeys => All.SelectMany(dialect => dialect.RoutingKeys);

    /// <summary>The dialect that is spoken at an address.</summary>
    public static RealtimeDialect Of(Uri address) => All.First(dialect => dialect.IsSpokenAt(address));

    /// <summary>The least audio that the service takes for a turn.</summary>
    public virtual TimeSpan CommitFloor => TimeSpan.FromMilliseconds(100);

    /// <summary>The subprotocol of the socket; empty for none.</summary>
    public virtual string Subprotocol => "realtime";

    /// <summary>The name of the event that appends a chunk.</summary>
    public virtual ReadOnlySpan<byte> AppendType => "input_audio_buffer.append"u8;

    /// <summary>What stands before the Base64 of an appended chunk.</summary>
    public virtual ReadOnlySpan<byte> AppendHead => "{\"type\":\"input_audio_buffer.append\",\"audio\":\""u8;

    /// <summary>What stands behind it.</summary>
    public virtual ReadOnlySpan<byte> AppendTail => "\"}"u8;

    /// <summary>What an address's query calls whom it leads to; a model that is not named yet is added by the first.</summary>
    protected abstract IReadOnlyList<string> RoutingKeys { get; }

    /// <summary>Whether it is spoken at an address.</summary>
    public abstract bool IsSpokenAt(Uri address);

    /// <summary>The address of the socket, without the model, and that of the REST endpoints; null where that cannot be told.</summary>
    /// <param name="given">What the user gave.</param>
    /// <param name="isSocket">Whether it is meant for the socket; else for the base of all endpoints.</param>
    /// <param name="provider">Whose service it is, where the address does not say it.</param>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c>: nothing is there.</exception>
    public abstract (Uri Realtime, Uri? RestBase) Resolve(Uri given, bool isSocket, ServiceProvider provider);

    /// <summary>The address of a session with a model, which is added where the address leads nowhere yet.</summary>
    public Uri AddressOf(Uri address, string model)
    {
        if (RouteOf(address) is not null) return address;
        string query = address.Query.TrimStart('?');
        string separator = query.Length == 0 ? "" : "&";
        return new UriBuilder(address) { Query = $"{query}{separator}{RoutingKeys[0]}={Uri.EscapeDataString(model)}" }.Uri;
    }

    /// <summary>The model that is asked: that of the address, empty where it leads elsewhere, else <paramref name="model"/>.</summary>
    public string ModelOf(Uri address, string model) => RouteOf(address) switch
    {
        null => model,
        [string key, string value] when key.Equals(ModelKey, StringComparison.OrdinalIgnoreCase) => Uri.UnescapeDataString(value),
        _ => "",
    };

    /// <summary>How the key travels where the user does not say it.</summary>
    public virtual AuthenticationScheme UsualScheme(ServiceProvider provider) =>
        provider == ServiceProvider.Azure ? AuthenticationScheme.ApiKeyHeader : AuthenticationScheme.Bearer;

    /// <summary>The headers of the handshake.</summary>
    public virtual IEnumerable<(string Name, string Value)> HeadersOf(ServiceTarget target)
    {
        if (target.Key is not ApiKey key) return [];
        return target.Scheme == AuthenticationScheme.ApiKeyHeader
            ? [("api-key", key.Reveal())]
            : [("Authorization", $"Bearer {key.Reveal()}")];
    }

    /// <summary>One sentence for each format that it has no word for.</summary>
    /// <param name="input">The audio that is appended.</param>
    /// <param name="output">The audio that comes back.</param>
    public virtual IEnumerable<string> FindFaults(AudioFormat input, AudioFormat output) => [];

    /// <summary>Configures the session.</summary>
    public abstract ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session);

    /// <summary>
    /// Changes nothing: it says again what the session is for. The service answers a client's events in their order, so that its answer
    /// marks the place in what it sends up to which all that was sent before has had its effect. No other event is answered by every
    /// service that speaks the protocol. One that takes what is left out for removed keeps the agent's instructions and tools.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Marker(SessionConfiguration session);

    /// <summary>Empties the input audio buffer.</summary>
    public virtual ReadOnlyMemory<byte> Clear() => ClientEvents.Write("input_audio_buffer.clear", static _ => { });

    /// <summary>Ends the caller's turn.</summary>
    public virtual ReadOnlyMemory<byte> Commit() => ClientEvents.Write("input_audio_buffer.commit", static _ => { });

    /// <summary>Adds a message of the user to the conversation.</summary>
    public virtual ReadOnlyMemory<byte> UserText(string text) => ClientEvents.Write("conversation.item.create", json =>
    {
        json.WritePropertyName("item");
        ClientEvents.WriteMessage(json, text);
    });

    /// <summary>Adds the output of a function that the model called.</summary>
    public virtual ReadOnlyMemory<byte> FunctionOutput(ToolOutput output) => ClientEvents.Write("conversation.item.create", json =>
    {
        json.WriteStartObject("item");
        json.WriteString("type", "function_call_output");
        json.WriteString("call_id", output.CallId);
        json.WriteString("output", output.Output);
        json.WriteEndObject();
    });

    /// <summary>Asks for a response; the event has the id <see cref="ClientEvents.RequestId"/>.</summary>
    /// <param name="prompt">What is answered beside the conversation; null for the conversation itself.</param>
    public virtual ReadOnlyMemory<byte> ResponseCreate(OutOfBandPrompt? prompt = null) =>
        ClientEvents.Write("response.create", ClientEvents.RequestId, json =>
        {
            json.WriteStartObject("response");
            if (prompt is not null) ClientEvents.WritePrompt(json, prompt);
            json.WriteEndObject();
        });

    /// <summary>What a server's event means, by the names that the protocol has had from its beginning.</summary>
    /// <param name="type">A reader that stands at the event's name; allocates nothing.</param>
    public virtual ServerEventKind KindOf(scoped ref Utf8JsonReader type)
    {
        if (type.ValueTextEquals("response.audio.delta"u8)) return ServerEventKind.AudioDelta;
        if (type.ValueTextEquals("response.audio_transcript.delta"u8)) return ServerEventKind.TranscriptDelta;
        if (type.ValueTextEquals("response.audio_transcript.done"u8)) return ServerEventKind.TranscriptDone;
        if (type.ValueTextEquals("response.text.delta"u8)) return ServerEventKind.TextDelta;
        if (type.ValueTextEquals("response.text.done"u8)) return ServerEventKind.TextDone;
        if (type.ValueTextEquals("response.function_call_arguments.delta"u8)) return ServerEventKind.ArgumentsDelta;
        if (type.ValueTextEquals("response.function_call_arguments.done"u8)) return ServerEventKind.ArgumentsDone;
        if (type.ValueTextEquals("response.output_item.added"u8)) return ServerEventKind.OutputItem;
        if (type.ValueTextEquals("response.output_item.done"u8)) return ServerEventKind.OutputItemDone;
        if (type.ValueTextEquals("conversation.item.created"u8)) return ServerEventKind.ConversationItem;
        if (type.ValueTextEquals("response.created"u8)) return ServerEventKind.ResponseCreated;
        if (type.ValueTextEquals("response.done"u8)) return ServerEventKind.ResponseDone;
        if (type.ValueTextEquals("input_audio_buffer.speech_started"u8)) return ServerEventKind.SpeechStarted;
        if (type.ValueTextEquals("input_audio_buffer.speech_stopped"u8)) return ServerEventKind.SpeechStopped;
        if (type.ValueTextEquals("session.created"u8)) return ServerEventKind.SessionCreated;
        if (type.ValueTextEquals("session.updated"u8)) return ServerEventKind.SessionUpdated;
        return type.ValueTextEquals("error"u8) ? ServerEventKind.Error : ServerEventKind.Other;
    }

    /// <summary>The tokens that a response took.</summary>
    /// <param name="response">The response as its end tells it.</param>
    public virtual TokenUsage UsageOf(JsonElement response) => UsageJson.Read(JsonText.Child(response, "usage"));

    /// <summary>The first pair of the query that says whom the address leads to; null where none does.</summary>
    private string[]? RouteOf(Uri address) => address.Query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(pair => RoutingKeys.Contains(pair[0], StringComparer.OrdinalIgnoreCase));
}
