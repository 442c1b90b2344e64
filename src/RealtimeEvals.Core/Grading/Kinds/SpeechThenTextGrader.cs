namespace RealtimeEvals.Grading.Kinds;

/// <summary>Transcribes the caller's audio and lets a model judge the reply by what was actually said.</summary>
internal sealed class SpeechThenTextGrader : GraderKind
{
    public override string Name => "speech_then_text";

    public override string Type => "stt_then_text";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.Criteria | GraderNeeds.CallerSound;
}
