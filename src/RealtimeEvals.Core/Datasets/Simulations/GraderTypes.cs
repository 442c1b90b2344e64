using System.Collections.Frozen;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>The types that a grader may have in a file.</summary>
public static class GraderTypes
{
    private static readonly FrozenDictionary<string, GraderKind> Kinds = new Dictionary<string, GraderKind>(StringComparer.Ordinal)
    {
        ["llm_as_judge"] = GraderKind.Judge,
        ["tool_call"] = GraderKind.ToolCall,
        ["tool_call_args"] = GraderKind.ToolCallArguments,
        ["rubric"] = GraderKind.Rubric,
        ["instruction_following"] = GraderKind.InstructionFollowing,
        ["audio_text_mismatch"] = GraderKind.AudioTextMismatch,
        ["stt_then_text"] = GraderKind.SpeechThenText,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types as they are written.</summary>
    public static IEnumerable<string> Names => Kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>The kind that a type stands for; blank is llm_as_judge. Null when it is none.</summary>
    public static GraderKind? KindOf(string type) =>
        string.IsNullOrWhiteSpace(type) ? GraderKind.Judge : Kinds.TryGetValue(type, out GraderKind kind) ? kind : null;
}
