using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>Compares a transcription of the agent's audio with the agent's own transcript.</summary>
internal sealed class AudioTextMismatchGrader : GraderKind
{
    private const string Criteria =
        "What was heard says the same as the agent's own text in everything that matters: "
        + "names, ids, addresses, dates, quantities, prices, "
        + "results of tools, promises and what was asked for. Small slips of hearing, spelling and punctuation do not matter.";

    public override string Name => "audio_text_mismatch";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.AgentSound;

    public override string CriteriaOf(Grader grader) => Criteria;
}
