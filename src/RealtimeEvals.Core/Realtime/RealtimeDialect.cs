using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The protocol variant of a service: its address, the headers of the handshake, the form of client events, and the names of server events.
/// No other code depends on the service in these respects. This class contains what all variants share; derived classes contain the
/// differences.
/// </summary>
internal abstract class RealtimeDialect
{
    /// <summary>
    /// All dialects by precedence: an address belongs to the first one that recognizes it, and the last one recognizes all addresses.
    /// </summary>
    private static readonly RealtimeDialect[] All = [new AzurePreviewDialect(), new GaDialect()];

    /// <summary>The name of the model in a query, in any dialect.</summary>
    protected const string ModelKey = "model";

    /// <summary>The names in the query of any dialect that select a model, deployment or call. Their values are not secret.</summary>
    public static IEnumerable<string> AllRoutingKeys => All.SelectMany(dialect => dialect.RoutingKeys);

    /// <summary>Returns the dialect of an address.</summary>
    public static RealtimeDialect Of(Uri address) => All.First(dialect => dialect.IsSpokenAt(address));

    /// <summary>The minimum length of audio that the service accepts as a turn.</summary>
    public virtual TimeSpan CommitFloor => TimeSpan.FromMilliseconds(100);

    /// <summary>The subprotocol of the socket; empty when there is none.</summary>
    public virtual string Subprotocol => "realtime";

    /// <summary>The type of the event that appends a chunk.</summary>
    public virtual ReadOnlySpan<byte> AppendType => "input_audio_buffer.append"u8;

    /// <summary>The JSON before the Base64 of an appended chunk.</summary>
    public virtual ReadOnlySpan<byte> AppendHead => "{\"type\":\"input_audio_buffer.append\",\"audio\":\""u8;

    /// <summary>The JSON after the Base64 of an appended chunk.</summary>
    public virtual ReadOnlySpan<byte> AppendTail => "\"}"u8;

    /// <summary>
    /// The names in the query of an address that select a model, deployment or call; a missing model is added under the first name.
    /// </summary>
    protected abstract IReadOnlyList<string> RoutingKeys { get; }

    /// <summary>Whether an address belongs to this dialect.</summary>
    public abstract bool IsSpokenAt(Uri address);

    /// <summary>
    /// Returns the address of the socket, without the model, and that of the REST endpoints; null when it cannot be derived.
    /// </summary>
    /// <param name="given">The address from the user.</param>
    /// <param name="isSocket">Whether it is the address of the socket; otherwise it is the base of all endpoints.</param>
    /// <param name="provider">The provider, for addresses that do not show it.</param>
    /// <exception cref="EvalException"><c>InvalidEndpoint</c>: the service has no such address.</exception>
    public abstract (Uri Realtime, Uri? RestBase) Resolve(Uri given, bool isSocket, ServiceProvider provider);

    /// <summary>
    /// Returns the address of a session; the model is added unless the address selects a model, deployment or call already.
    /// </summary>
    public Uri AddressOf(Uri address, string model)
    {
        if (RouteOf(address) is not null) return address;
        string query = address.Query.TrimStart('?');
        string separator = query.Length == 0 ? "" : "&";
        return new UriBuilder(address) { Query = $"{query}{separator}{RoutingKeys[0]}={Uri.EscapeDataString(model)}" }.Uri;
    }

    /// <summary>
    /// Returns the model of the session: that of the address, empty if it selects a deployment or call, else <paramref name="model"/>.
    /// </summary>
    public string ModelOf(Uri address, string model) => RouteOf(address) switch
    {
        null => model,
        [string key, string value] when key.Equals(ModelKey, StringComparison.OrdinalIgnoreCase) => Uri.UnescapeDataString(value),
        _ => "",
    };

    /// <summary>Returns how the key is sent when the user does not choose.</summary>
    public virtual AuthenticationScheme DefaultScheme(ServiceProvider provider) =>
        provider == ServiceProvider.Azure ? AuthenticationScheme.ApiKeyHeader : AuthenticationScheme.Bearer;

    /// <summary>Returns the headers of the handshake.</summary>
    public virtual IEnumerable<(string Name, string Value)> HeadersOf(ServiceTarget target)
    {
        if (target.Key is not ApiKey key) return [];
        return target.Scheme == AuthenticationScheme.ApiKeyHeader
            ? [("api-key", key.Reveal())]
            : [("Authorization", $"Bearer {key.Reveal()}")];
    }

    /// <summary>Returns one sentence for each format that the service does not support.</summary>
    /// <param name="input">The audio that is appended.</param>
    /// <param name="output">The audio that is received.</param>
    public virtual IEnumerable<string> FindProblems(AudioFormat input, AudioFormat output) => [];

    /// <summary>Writes the event that configures the session.</summary>
    public abstract ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session);

    /// <summary>
    /// Writes a configuration that changes nothing. Services answer the client's events in order, so that the answer marks the point in
    /// their output at which all earlier events have taken effect. No other event is answered by every service. Instructions and tools are
    /// included because some services treat missing fields as removed.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Marker(SessionConfiguration session);

    /// <summary>Writes the event that empties the input audio buffer.</summary>
    public virtual ReadOnlyMemory<byte> Clear() => ClientEvents.Write("input_audio_buffer.clear", static _ => { });

    /// <summary>Writes the event that ends the caller's turn.</summary>
    public virtual ReadOnlyMemory<byte> Commit() => ClientEvents.Write("input_audio_buffer.commit", static _ => { });

    /// <summary>Writes the event that adds a message of the user to the conversation.</summary>
    public virtual ReadOnlyMemory<byte> UserText(string text) => ClientEvents.Write("conversation.item.create", json =>
    {
        json.WritePropertyName("item");
        ClientEvents.WriteMessage(json, text);
    });

    /// <summary>Writes the event that adds the output of a called function.</summary>
    public virtual ReadOnlyMemory<byte> FunctionOutput(ToolOutput output) => ClientEvents.Write("conversation.item.create", json =>
    {
        json.WriteStartObject("item");
        json.WriteString("type", "function_call_output");
        json.WriteString("call_id", output.CallId);
        json.WriteString("output", output.Output);
        json.WriteEndObject();
    });

    /// <summary>Writes the event that requests a response, with the id <see cref="ClientEvents.RequestId"/>.</summary>
    /// <param name="prompt">A prompt to answer outside the conversation; null to continue the conversation.</param>
    public virtual ReadOnlyMemory<byte> ResponseCreate(OutOfBandPrompt? prompt = null) =>
        ClientEvents.Write("response.create", ClientEvents.RequestId, json =>
        {
            json.WriteStartObject("response");
            if (prompt is not null) ClientEvents.WritePrompt(json, prompt);
            json.WriteEndObject();
        });

    /// <summary>Returns the meaning of a server event, by the names that the protocol has had from its beginning.</summary>
    /// <param name="type">A reader positioned at the event's type; it allocates nothing.</param>
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

    /// <summary>Returns the tokens that a response used.</summary>
    /// <param name="response">The response as given at its end.</param>
    public virtual TokenUsage UsageOf(JsonElement response) => UsageJson.Read(JsonText.Child(response, "usage"));

    /// <summary>Returns the first pair of the query that selects a model, deployment or call; null when there is none.</summary>
    private string[]? RouteOf(Uri address) => address.Query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(pair => RoutingKeys.Contains(pair[0], StringComparer.OrdinalIgnoreCase));
}
