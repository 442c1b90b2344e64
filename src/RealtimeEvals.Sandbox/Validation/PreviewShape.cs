using RealtimeEvals.Audio;
using static RealtimeEvals.Sandbox.Validation.Shape;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shapes of Azure's preview, where everything of a session stands side by side.</summary>
internal static class PreviewShape
{
    /// <summary>What an item calls the words of an agent.</summary>
    public const string AgentText = "text";

    private static readonly Shape Format = OneOf([.. AudioFormat.EncodingNames]);

    private static readonly Shape Modalities = new ModalitiesShape();

    private static readonly Shape Temperature = Number(0.6, 1.2);

    /// <summary>What configures a session.</summary>
    public static readonly Shape Session = Object(
        ("model", Text), ("modalities", Modalities), ("instructions", Text), ("voice", SessionShape.Voice), ("speed", SessionShape.Speed),
        ("input_audio_format", Format), ("output_audio_format", Format),
        ("input_audio_transcription", Nullable(Object(("model", Text), ("language", Text), ("prompt", Text)))),
        ("input_audio_noise_reduction", SessionShape.NoiseReduction),
        ("turn_detection", Nullable(new TypedShape(
            ("server_vad", Object([.. SessionShape.ServerTurns])),
            ("semantic_vad", Object([.. SessionShape.SemanticTurns]))))),
        ("tools", SessionShape.Tools), ("tool_choice", SessionShape.ToolChoice), ("temperature", Temperature),
        ("max_response_output_tokens", SessionShape.MaximumTokens), ("tracing", Nullable(Any)));

    /// <summary>What asks for a response.</summary>
    public static readonly Shape Response = Object(
        ("modalities", Modalities), ("instructions", Text), ("voice", SessionShape.Voice), ("output_audio_format", Format),
        ("tools", SessionShape.Tools), ("tool_choice", SessionShape.ToolChoice), ("temperature", Temperature),
        ("max_response_output_tokens", SessionShape.MaximumTokens), ("conversation", OneOf("auto", "none")),
        ("metadata", Nullable(new MetadataShape())), ("input", ListOf(new ItemShape(AgentText) { MayRefer = true })));
}
