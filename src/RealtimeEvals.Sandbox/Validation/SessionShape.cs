using RealtimeEvals.Datasets;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of a session configuration, and of those parts of it that responses share.</summary>
internal static class SessionShape
{
    /// <summary>Linear PCM must be 24 kHz; G.711 has no rate.</summary>
    public static readonly Shape Format = new TypedShape(
        ("audio/pcm", Object(("type!", Any), ("rate", Number(24_000, 24_000)))),
        ("audio/pcmu", Object(("type!", Any))),
        ("audio/pcma", Object(("type!", Any))));

    public static readonly Shape Voice = Either(OneOf([.. ModelCatalog.Shipped.Voices]), Object(("id!", Text)));

    /// <summary>Audio or text, never both: audio always comes with its transcript.</summary>
    public static readonly Shape Modalities = ListOfOne(OneOf("audio", "text"));

    public static readonly Shape Tools = new ToolsShape();

    public static readonly Shape ToolChoice = Either(
        OneOf("none", "auto", "required"),
        new TypedShape(
            ("function", Object(("type!", Any), ("name!", Text))),
            ("mcp", Object(("type!", Any), ("server_label!", Text), ("name", Nullable(Text))))));

    public static readonly Shape MaximumTokens = Either(OneOf("inf"), Number(1, 4096));

    public static readonly Shape Reasoning = Object(("effort", OneOf("minimal", "low", "medium", "high", "xhigh")));

    public static readonly Shape Speed = Number(0.25, 1.5);

    public static readonly Shape NoiseReduction = Nullable(Object(
        ("type!", OneOf("near_field", "far_field")), ("strength", Number(0, 1))));

    /// <summary>What turn detection by silence is told, in every form of the protocol.</summary>
    public static readonly (string Name, Shape Shape)[] ServerTurns =
    [
        ("type!", Any), ("threshold", Number(0, 1)), ("prefix_padding_ms", Number(0, 10_000)), ("silence_duration_ms", Number(0, 10_000)),
        ("create_response", Flag), ("interrupt_response", Flag),
    ];

    /// <summary>What turn detection by meaning is told.</summary>
    public static readonly (string Name, Shape Shape)[] SemanticTurns =
    [
        ("type!", Any), ("eagerness", OneOf("low", "medium", "high", "auto")), ("create_response", Flag), ("interrupt_response", Flag),
    ];

    private static readonly Shape TurnDetection = Nullable(new TypedShape(
        ("server_vad", Object([.. ServerTurns, ("idle_timeout_ms", Nullable(Number(5_000, 30_000)))])),
        ("semantic_vad", Object([.. SemanticTurns]))));

    private static readonly Shape Transcription = Nullable(Object(
        ("model", Text), ("language", Text), ("languages", ListOf(Text)), ("keywords", ListOf(Text)), ("prompt", Text),
        ("delay", OneOf("minimal", "low", "medium", "high", "xhigh"))));

    private static readonly Shape Input = Object(
        ("format", Format),
        ("transcription", Transcription),
        ("noise_reduction", NoiseReduction),
        ("turn_detection", TurnDetection));

    private static readonly Shape Include = Nullable(ListOf(OneOf("item.input_audio_transcription.logprobs")));

    private static readonly Shape Realtime = Object(
        ("type!", Any), ("model", Text), ("instructions", Text), ("output_modalities", Modalities),
        ("audio", Object(("input", Input), ("output", Object(("format", Format), ("voice", Voice), ("speed", Speed))))),
        ("tools", Tools), ("tool_choice", ToolChoice), ("parallel_tool_calls", Flag),
        ("reasoning", Reasoning), ("max_output_tokens", MaximumTokens),
        ("truncation", Either(
            OneOf("auto", "disabled"),
            Object(("type!", OneOf("retention_ratio")), ("retention_ratio!", Number(0, 1)), ("token_limits", Any)))),
        ("include", Include),
        ("tracing", Nullable(Either(OneOf("auto"), Object(("workflow_name", Text), ("group_id", Text), ("metadata", Any))))),
        ("prompt", Nullable(Any)));

    /// <summary>A conversation session or a transcription session.</summary>
    public static readonly Shape Session = new TypedShape(
        ("realtime", Realtime), ("transcription", Object(("type!", Any), ("audio", Object(("input", Input))), ("include", Include))));
}
