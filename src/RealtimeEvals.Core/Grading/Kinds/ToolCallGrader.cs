using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>Scores whether the expected tools were called and, for a turn, no others.</summary>
internal sealed class ToolCallGrader : GraderKind
{
    public override string Name => "tool_call";

    public override string DefaultId => Name;

    protected override IReadOnlyList<string> Columns => ["gt_tool_call", "pred_tool_call", "tool_call_correctness"];

    public override GraderScore Score(TurnResult turn, ToolGrade calls) => GraderScore.Of(calls.ToolIsRight);

    public override GraderScore? Score(IReadOnlyList<TurnResult> turns, TraceGrade calls) =>
        calls.ToolsCalled is bool called ? GraderScore.Of(called) : null;
}
