using System.Text.Json;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shapes of the client's events. What is unknown or missing is an error, as at the real service.</summary>
/// <param name="session">What configures a session.</param>
/// <param name="response">What asks for a response.</param>
/// <param name="item">An item that a client writes.</param>
internal sealed class ClientEventShapes(Shape session, Shape response, Shape item)
{
    private const int MaximumEventIdLength = 512;

    private static readonly Shape Response = Object(
        ("output_modalities", SessionShape.Modalities), ("instructions", Text),
        ("audio", Object(("output", Object(("format", SessionShape.Format), ("voice", SessionShape.Voice))))),
        ("tools", SessionShape.Tools), ("tool_choice", SessionShape.ToolChoice), ("parallel_tool_calls", Flag),
        ("reasoning", SessionShape.Reasoning), ("max_output_tokens", SessionShape.MaximumTokens),
        ("conversation", OneOf("auto", "none")), ("metadata", Nullable(new MetadataShape())),
        ("input", ListOf(new ItemShape { MayRefer = true })), ("prompt", Nullable(Any)));

    /// <summary>Those of the GA protocol.</summary>
    public static readonly ClientEventShapes Ga = new(SessionShape.Session, Response, new ItemShape());

    /// <summary>Those of Azure's preview.</summary>
    public static readonly ClientEventShapes Preview =
        new(PreviewShape.Session, PreviewShape.Response, new ItemShape(PreviewShape.AgentText));

    private readonly Dictionary<string, Shape> _events = new(StringComparer.Ordinal)
    {
        ["session.update"] = Event(("session!", session)),
        ["input_audio_buffer.append"] = Event(("audio!", Text)),
        ["input_audio_buffer.commit"] = Event(),
        ["input_audio_buffer.clear"] = Event(),
        ["conversation.item.create"] = Event(("item!", item), ("previous_item_id", Nullable(Text))),
        ["conversation.item.retrieve"] = Event(("item_id!", Text)),
        ["conversation.item.delete"] = Event(("item_id!", Text)),
        ["conversation.item.truncate"] = Event(
            ("item_id!", Text), ("content_index!", Number(0, 0)), ("audio_end_ms!", Number(0, int.MaxValue))),
        ["response.create"] = Event(("response", Nullable(response))),
        ["response.cancel"] = Event(("response_id", Text)),
    };

    /// <summary>Checks an event and returns its type.</summary>
    /// <exception cref="ProtocolException">The service would refuse it.</exception>
    public string Check(JsonElement clientEvent)
    {
        if (clientEvent.ValueKind != JsonValueKind.Object) throw new ProtocolException("invalid_event", "The event is not a JSON object.");
        if (!clientEvent.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
            throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'type'.", "type");
        string name = type.GetString()!;
        if (!_events.TryGetValue(name, out Shape? shape))
        {
            string supported = string.Join(", ", _events.Keys.Select(known => $"'{known}'"));
            throw new ProtocolException("invalid_value", $"Invalid value: '{name}'. Supported values are: {supported}.", "type");
        }

        shape.Check(clientEvent, "");
        return name;
    }

    private static Shape Event(params (string Name, Shape Shape)[] fields) =>
        Object([("type!", Text), ("event_id", TextUpTo(MaximumEventIdLength)), .. fields]);
}
