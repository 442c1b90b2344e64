using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Kinds;

/// <summary>Scores whether the expected tools were called with the expected arguments.</summary>
internal sealed class ToolCallArgumentsGrader : GraderKind
{
    public override string Name => "tool_call_arguments";

    public override string Type => "tool_call_args";

    public override string DefaultId => Type;

    protected override IReadOnlyList<string> Columns => ["gt_tool_call_arg", "pred_tool_call_arg", "tool_call_arg_correctness"];

    public override GraderScore Score(TurnResult turn, ToolGrade calls) => GraderScore.Of(calls.ArgumentsAreRight);

    public override GraderScore? Score(IReadOnlyList<TurnResult> turns, TraceGrade calls) =>
        (calls.ArgumentsGiven ?? calls.ToolsCalled) is bool given ? GraderScore.Of(given) : null;
}
