using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>
/// The grades of a turn that need no model. As in the realtime evals of OpenAI's cookbook, each turn is compared with the one expectation
/// of the simulation.
/// </summary>
internal static class TurnGrades
{
    /// <summary>Returns the turn with these grades.</summary>
    public static TurnResult AddTo(TurnResult turn, Simulation simulation)
    {
        ExpectedCall expected = simulation.Expectation.TurnCall ?? new ExpectedCall("", JsonSerializer.SerializeToElement(new { }));
        ToolGrade grade = ToolGrader.Grade(expected.Name, expected.Arguments, turn.ToolCalls, simulation.Agent.Tools);
        bool graded = turn.FailureStage.Length == 0;
        int tool = graded && grade.ToolIsRight ? 1 : 0;
        int arguments = graded && grade.ArgumentsAreRight ? 1 : 0;
        return turn with
        {
            ExpectedToolCall = expected.Name,
            ExpectedArguments = expected.Name.Length == 0 ? "" : JsonSerializer.Serialize(expected.Arguments),
            PredictedToolCall = grade.Graded?.Name ?? "",
            PredictedArguments = grade.Graded?.ParseArguments().GetRawText() ?? (expected.Name.Length > 0 ? "{}" : ""),
            ToolCallCorrectness = tool,
            ToolCallArgumentCorrectness = arguments,
            Grades = graded ? new(Score(simulation.TurnGraders, turn, grade)) : turn.Grades,
        };
    }

    private static IEnumerable<GraderResult> Score(IEnumerable<Grader> graders, TurnResult turn, ToolGrade calls) => graders
        .Where(grader => !grader.NeedsJudge)
        .Select(grader => GraderScore.ToResult(grader.How.Score(turn, calls), grader.Id, turn.TurnIndex));
}
