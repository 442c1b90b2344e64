using System.Collections.Frozen;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>One grader of a simulation.</summary>
/// <param name="Id">Its id, which names columns.</param>
/// <param name="Kind">How it grades.</param>
/// <param name="Criteria">What must hold; empty where the kind needs none.</param>
/// <param name="Model">The judge's model; empty for that of the run.</param>
public sealed record Grader(string Id, GraderKind Kind, string Criteria, string Model)
{
    private static readonly FrozenDictionary<string, GraderKind> ByType = new Dictionary<string, GraderKind>(StringComparer.Ordinal)
    {
        ["llm_as_judge"] = GraderKind.Judge,
        ["tool_call"] = GraderKind.ToolCall,
        ["tool_call_args"] = GraderKind.ToolCallArguments,
        ["rubric"] = GraderKind.Rubric,
        ["instruction_following"] = GraderKind.InstructionFollowing,
        ["audio_text_mismatch"] = GraderKind.AudioTextMismatch,
        ["stt_then_text"] = GraderKind.SpeechThenText,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Types that a grader may have, as they are written.</summary>
    public static IEnumerable<string> Types => ByType.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a model is asked.</summary>
    public bool NeedsJudge => Kind is not (GraderKind.ToolCall or GraderKind.ToolCallArguments);

    /// <summary>Whether sound is written down first.</summary>
    public bool NeedsTranscript => Kind is GraderKind.AudioTextMismatch or GraderKind.SpeechThenText;

    /// <summary>Whether it must be told what to look for.</summary>
    public bool NeedsCriteria => Kind is GraderKind.Judge or GraderKind.Rubric or GraderKind.SpeechThenText;

    /// <summary>The kind that a type stands for; blank is llm_as_judge. Null when it is none.</summary>
    public static GraderKind? KindOf(string type) => string.IsNullOrWhiteSpace(type) ? GraderKind.Judge : ByType.TryGetValue(type, out GraderKind kind) ? kind : null;
}
