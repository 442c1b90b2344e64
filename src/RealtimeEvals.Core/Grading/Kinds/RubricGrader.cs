using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>Lets a model judge the reply by a rubric; in doubt the reply passes.</summary>
internal sealed class RubricGrader : GraderKind
{
    public override string Name => "rubric";

    public override GraderNeeds Needs => GraderNeeds.Judge | GraderNeeds.Criteria;

    public override string CriteriaOf(Grader grader) => $"{grader.Criteria}\nWhere this rubric leaves it open, the reply meets it.";
}
