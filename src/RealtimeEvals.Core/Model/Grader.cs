namespace RealtimeEvals.Model;

/// <summary>One grader of a simulation.</summary>
/// <param name="Id">Its id, which names columns.</param>
/// <param name="Kind">How it grades.</param>
/// <param name="Criteria">What must hold; empty where the kind needs none.</param>
/// <param name="Model">The judge's model; empty for that of the run.</param>
public sealed record Grader(string Id, GraderKind Kind, string Criteria, string Model)
{
    /// <summary>Whether a model is asked.</summary>
    public bool NeedsJudge => Kind is not (GraderKind.ToolCall or GraderKind.ToolCallArguments);

    /// <summary>Whether sound is written down first.</summary>
    public bool NeedsTranscript => Kind is GraderKind.AudioTextMismatch or GraderKind.SpeechThenText;

    /// <summary>Whether it must be told what to look for.</summary>
    public bool NeedsCriteria => Kind is GraderKind.Judge or GraderKind.Rubric or GraderKind.SpeechThenText;

    /// <summary>One line: id and kind.</summary>
    public override string ToString() => VisibleText.Of($"{Id} ({Kind})");
}
