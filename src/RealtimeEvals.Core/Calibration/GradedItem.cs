using RealtimeEvals.Gates;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Calibration;

/// <summary>One thing that a grader of a run gave a grade, or should have: a case, a conversation, or a turn of one.</summary>
/// <param name="Grader">The grader.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Case">The case.</param>
/// <param name="TurnIndex">The turn, from 1; 0 for the whole.</param>
/// <param name="Label">What the grader says; null without a grade.</param>
internal sealed record GradedItem(string Grader, string Kind, EvidenceCase Case, int TurnIndex, ItemLabel? Label)
{
    /// <summary>The name of the verdict on the whole case where graders are named.</summary>
    public const string Outcome = JudgeCheck.GradedVerdict;

    /// <summary>The kind of that verdict.</summary>
    public const string Verdict = "verdict";

    /// <summary>The grades behind the label with their judges: of a verdict those of the whole case.</summary>
    public IReadOnlyList<JudgedGrade> Grades { get; init; } = [];

    /// <summary>Whether a model gave the grade.</summary>
    public bool IsOfJudge => IsJudge(Kind);

    /// <summary>Whether graders of a kind ask a model.</summary>
    public static bool IsJudge(string kind) =>
        GraderKinds.All.Any(known => known.Name == kind && (known.Needs & GraderNeeds.Judge) != GraderNeeds.None);

    /// <summary>Returns all items of a run, the verdicts on whole cases among them.</summary>
    public static IEnumerable<GradedItem> Of(RunEvidence run) => run.Cases.SelectMany(Of);

    private static IEnumerable<GradedItem> Of(EvidenceCase one)
    {
        ItemLabel? verdict = one.Outcome switch
        {
            Model.Outcome.Pass => ItemLabel.Pass,
            Model.Outcome.Fail => ItemLabel.Fail,
            _ => null,
        };
        yield return new GradedItem(Outcome, Verdict, one, 0, verdict)
        {
            Grades = [.. one.Turns.Append(one.Whole).Distinct().SelectMany(row => row.JudgedGrades)],
        };
        foreach (Grader grader in one.Whole.TraceGraders) yield return Of(one, one.Whole, grader, 0);
        foreach (EvidenceRow turn in one.Turns.Where(turn => turn.Number("turn_index") is >= 1))
        {
            foreach (Grader grader in one.Whole.TurnGraders) yield return Of(one, turn, grader, (int)turn.Number("turn_index")!.Value);
        }
    }

    private static GradedItem Of(EvidenceCase one, EvidenceRow row, Grader grader, int turn)
    {
        JudgedGrade? grade = row.JudgedGrades.FirstOrDefault(found => found.GraderId == grader.Id);
        ItemLabel? label = grade switch
        {
            { IsGraded: true } => row.Number($"{grader.Id}_grade") switch { 1 => ItemLabel.Pass, 0 => ItemLabel.Fail, _ => null },
            { IsNotApplicable: true } => ItemLabel.NotApplicable,
            _ => null,
        };
        return new GradedItem(grader.Id, grader.Kind, one, turn, label) { Grades = grade is null ? [] : [grade] };
    }
}
