namespace RealtimeEvals.Grading.Kinds;

/// <summary>Lets a model judge by a criterion.</summary>
internal sealed class CriterionGrader : GraderKind
{
    public override string Name => "judge";

    public override string Type => "llm_as_judge";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.Criteria;
}
