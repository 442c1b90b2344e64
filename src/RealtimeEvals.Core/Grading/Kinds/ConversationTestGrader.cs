namespace RealtimeEvals.Grading.Kinds;

/// <summary>
/// Grades an interview by one value of a deterministic test: 1 unless the value is poor. The harness scores it, from the whole
/// conversation, so that a simulation file cannot ask for it.
/// </summary>
internal sealed class ConversationTestGrader : GraderKind
{
    public override string Name => "conversation_test";

    public override string Type => "";
}
