namespace RealtimeEvals.Grading.Judging;

/// <summary>The caller's sound is written down, and the reply is judged by what was really said.</summary>
internal sealed class SpeechThenTextGrader : GraderKind
{
    public override string Name => "speech_then_text";

    public override string Type => "stt_then_text";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.Criteria | GraderNeeds.CallerSound;
}
