using System.Text.Json;
using RealtimeEvals.Datasets;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shapes of the client's events in the GA protocol. What is unknown or missing is an error, as at the real service.</summary>
internal static class ClientEventShapes
{
    private const int MaximumEventIdLength = 512;

    private static readonly Shape Voice = Either(OneOf([.. ModelCatalog.Shipped.Voices]), Object(("id!", Text)));

    /// <summary>Linear audio is 24 kHz only; G.711 has no rate.</summary>
    private static readonly Shape Format = new FormatShape();

    /// <summary>Audio or text, never both: audio always carries its transcript.</summary>
    private static readonly Shape Modalities = Shape.ListOfOne(OneOf("audio", "text"));

    private static readonly Shape Tools = ListOf(Object(
        ("type!", OneOf("function", "mcp")), ("name", Text), ("description", Text), ("parameters", Any), ("server_label", Text), ("server_url", Text),
        ("authorization", Text), ("headers", Any), ("allowed_tools", Any), ("require_approval", Any), ("connector_id", Text), ("server_description", Text)));

    private static readonly Shape ToolChoice = Either(OneOf("none", "auto", "required"), Object(("type!", OneOf("function", "mcp")), ("name", Text), ("server_label", Text)));

    private static readonly Shape MaximumTokens = Either(OneOf("inf"), Number(1, 4096));

    private static readonly Shape Reasoning = Object(("effort", OneOf("minimal", "low", "medium", "high", "xhigh")));

    private static readonly Shape TurnDetection = Nullable(Object(
        ("type!", OneOf("server_vad", "semantic_vad")), ("threshold", Number(0, 1)), ("prefix_padding_ms", Number(0, 10_000)), ("silence_duration_ms", Number(0, 10_000)),
        ("create_response", Flag), ("interrupt_response", Flag), ("idle_timeout_ms", Nullable(Number(5_000, 30_000))), ("eagerness", OneOf("low", "medium", "high", "auto"))));

    private static readonly Shape Transcription = Nullable(Object(
        ("model", Text), ("language", Text), ("languages", ListOf(Text)), ("keywords", ListOf(Text)), ("prompt", Text), ("delay", Any)));

    private static readonly Shape Session = Object(
        ("type!", OneOf("realtime")), ("model", Text), ("instructions", Text), ("output_modalities", Modalities),
        ("audio", Object(
            ("input", Object(
                ("format", Format), ("transcription", Transcription), ("noise_reduction", Nullable(Object(("type!", OneOf("near_field", "far_field"))))), ("turn_detection", TurnDetection))),
            ("output", Object(("format", Format), ("voice", Voice), ("speed", Number(0.25, 1.5)))))),
        ("tools", Tools), ("tool_choice", ToolChoice), ("parallel_tool_calls", Flag), ("reasoning", Reasoning), ("max_output_tokens", MaximumTokens),
        ("truncation", Either(OneOf("auto", "disabled"), Object(("type!", OneOf("retention_ratio")), ("retention_ratio!", Number(0, 1)), ("token_limits", Any)))),
        ("include", Nullable(ListOf(Text))), ("tracing", Nullable(Any)), ("prompt", Nullable(Any)));

    private static readonly Shape Item = Object(
        ("type!", OneOf("message", "function_call", "function_call_output")), ("id", Text), ("object", OneOf("realtime.item")), ("status", OneOf("completed", "incomplete", "in_progress")),
        ("role", OneOf("user", "assistant", "system")), ("content", ListOf(Object(
            ("type!", OneOf("input_text", "input_audio", "output_text", "output_audio", "input_image")), ("text", Text), ("audio", Text), ("transcript", Nullable(Text)), ("image_url", Text), ("detail", Text)))),
        ("call_id", Text), ("name", Text), ("arguments", Text), ("output", Text));

    /// <summary>An item, or only the id of one of the conversation.</summary>
    private static readonly Shape InputItem = new InputItemShape();

    private static readonly Shape Response = Object(
        ("output_modalities", Modalities), ("instructions", Text), ("audio", Object(("output", Object(("format", Format), ("voice", Voice))))), ("tools", Tools), ("tool_choice", ToolChoice),
        ("parallel_tool_calls", Flag), ("reasoning", Reasoning), ("max_output_tokens", MaximumTokens), ("conversation", OneOf("auto", "none")), ("metadata", Nullable(Any)),
        ("input", ListOf(InputItem)), ("prompt", Nullable(Any)));

    private static readonly Dictionary<string, Shape> Events = new(StringComparer.Ordinal)
    {
        ["session.update"] = Event(("session!", Session)),
        ["input_audio_buffer.append"] = Event(("audio!", Text)),
        ["input_audio_buffer.commit"] = Event(),
        ["input_audio_buffer.clear"] = Event(),
        ["conversation.item.create"] = Event(("item!", Item), ("previous_item_id", Nullable(Text))),
        ["conversation.item.retrieve"] = Event(("item_id!", Text)),
        ["conversation.item.delete"] = Event(("item_id!", Text)),
        ["conversation.item.truncate"] = Event(("item_id!", Text), ("content_index!", Number(0, 0)), ("audio_end_ms!", Number(0, int.MaxValue))),
        ["response.create"] = Event(("response", Nullable(Response))),
        ["response.cancel"] = Event(("response_id", Text)),
    };

    /// <summary>Checks an event and returns its type.</summary>
    /// <exception cref="ProtocolException">The service would refuse it.</exception>
    public static string Check(JsonElement clientEvent)
    {
        if (clientEvent.ValueKind != JsonValueKind.Object) throw new ProtocolException("invalid_event", "The event is not a JSON object.");
        if (!clientEvent.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
            throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'type'.", "type");
        string name = type.GetString()!;
        if (!Events.TryGetValue(name, out Shape? shape))
            throw new ProtocolException("invalid_value", $"Invalid value: '{name}'. Supported values are: {string.Join(", ", Events.Keys.Select(known => $"'{known}'"))}.", "type");
        shape.Check(clientEvent, "");
        return name;
    }

    /// <summary>A message without content is none.</summary>
    public static void RequireContent(JsonElement item, string place)
    {
        bool isMessage = item.GetProperty("type").GetString() == "message";
        bool hasContent = item.TryGetProperty("content", out JsonElement content) && content.GetArrayLength() > 0;
        if (isMessage && !hasContent) throw new ProtocolException("missing_required_parameter", $"Missing required parameter: '{place}.content'.", $"{place}.content");
    }

    private static Shape Event(params (string Name, Shape Shape)[] fields) => Object([("type!", Text), ("event_id", TextUpTo(MaximumEventIdLength)), .. fields]);

    private sealed record InputItemShape : Shape
    {
        private static readonly Shape Reference = Object(("type!", OneOf("item_reference")), ("id!", Text));

        public override void Check(JsonElement value, string place)
        {
            bool isReference = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() == "item_reference";
            (isReference ? Reference : Item).Check(value, place);
            if (!isReference) RequireContent(value, place);
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
    }

    private sealed record FormatShape : Shape
    {
        private static readonly Shape Pcm = Object(("type!", OneOf("audio/pcm", "audio/pcmu", "audio/pcma")), ("rate", Number(24_000, 24_000)));
        private static readonly Shape G711 = Object(("type!", OneOf("audio/pcmu", "audio/pcma")));

        public override void Check(JsonElement value, string place)
        {
            bool isG711 = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() is "audio/pcmu" or "audio/pcma";
            (isG711 ? G711 : Pcm).Check(value, place);
        }

        protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Object;
    }
}
