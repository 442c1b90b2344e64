using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox.Mind;
using RealtimeEvals.Sandbox.Sessions;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>A response as a client asked for it; what it leaves open is the session's.</summary>
internal sealed class RequestedResponse
{
    private readonly JsonObject _asked;
    private readonly SessionState _session;

    /// <summary>Reads a request of the right shape.</summary>
    /// <param name="response">The request; undefined for the session's own way.</param>
    /// <param name="session">The session.</param>
    /// <param name="conversation">Its conversation, which the input may refer to.</param>
    /// <param name="nextId">Gives ids to the items of the input.</param>
    /// <exception cref="Validation.ProtocolException">It refers to something that is not there.</exception>
    public RequestedResponse(JsonElement response, SessionState session, Conversation conversation, Func<string> nextId)
    {
        _session = session;
        _asked = response.ValueKind == JsonValueKind.Object ? JsonNode.Parse(response.GetRawText())!.AsObject() : [];
        if (_asked.ContainsKey("tool_choice")) SessionState.RequireTool(Field("tools"), _asked["tool_choice"], "response.tool_choice");
        if (_asked["input"] is not null)
        {
            IEnumerable<(int Index, JsonElement Item)> items = response.GetProperty("input").EnumerateArray().Index();
            Input = [.. items.Select(item => Read(item.Item, item.Index, conversation, nextId))];
        }
    }

    /// <summary>The items that it brings with it instead of the conversation; null when it brings none.</summary>
    public IReadOnlyList<ConversationItem>? Input { get; }

    /// <summary>Whether its items join the conversation.</summary>
    public bool InConversation => (string?)_asked["conversation"] != "none";

    public bool IsAudio => ((JsonArray)Field("output_modalities")!).Any(modality => (string?)modality == "audio");

    public string Instructions => (string?)_asked["instructions"] ?? _session.Instructions;

    public JsonNode? Metadata => _asked["metadata"];

    public JsonNode? MaximumTokens => Field("max_output_tokens");

    public AudioFormat Format => SessionState.FormatOf(AudioField("format")!);

    /// <summary>Its audio as a response shows it: a voice of one's own by its id.</summary>
    public JsonObject Audio => new()
    {
        ["output"] = new JsonObject
        {
            ["format"] = UnconfiguredSession.Complete("format", AudioField("format")?.DeepClone()),
            ["voice"] = (AudioField("voice") is JsonObject own ? own["id"] : AudioField("voice"))?.DeepClone(),
        },
    };

    /// <summary>
    /// What it may call. Directly after the output of a tool the choice of the session does not force another call, or a round would never
    /// end.
    /// </summary>
    public ToolChoice Tools(bool followsTool)
    {
        var tools = ToolChoice.Of(Field("tools"), Field("tool_choice"));
        return followsTool && !_asked.ContainsKey("tool_choice") ? tools with { IsForced = false } : tools;
    }

    private JsonNode? Field(string name) => _asked[name] ?? _session[name];

    private JsonNode? AudioField(string name) => _asked["audio"]?["output"]?[name] ?? _session["audio"]!["output"]![name];

    private ConversationItem Read(JsonElement item, int index, Conversation conversation, Func<string> nextId)
    {
        string place = FormattableString.Invariant($"response.input[{index}]");
        return item.GetProperty("type").ValueEquals("item_reference"u8)
            ? conversation.Find(item.GetProperty("id").GetString()!, $"{place}.id")
            : ClientItem.Read(item, place, nextId, _session.InputFormat);
    }
}
