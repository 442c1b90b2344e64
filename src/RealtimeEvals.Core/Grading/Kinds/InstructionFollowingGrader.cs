using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>Lets a model judge whether the agent followed its instructions.</summary>
internal sealed class InstructionFollowingGrader : GraderKind
{
    public override string Name => "instruction_following";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.Instructions;

    public override string CriteriaOf(Grader grader) =>
        "The agent kept to the instructions below wherever they apply."
        + (grader.Criteria.Length > 0 ? $" Above all: {grader.Criteria}" : "")
        + "\nIf you are very uncertain, it did not.";
}
