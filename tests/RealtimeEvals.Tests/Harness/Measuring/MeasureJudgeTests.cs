using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Measuring.MeasureFixture;

namespace RealtimeEvals.Tests.Harness.Measuring;

/// <summary>What another judge, or more samples of it, make of a run.</summary>
public sealed class MeasureJudgeTests
{
    [Fact(Timeout = 300_000)]
    public async Task Judging_anew_replaces_the_grades_and_records_who_gave_them()
    {
        await using ConversationSetup setup = await HeldAsync();
        GraderResult before =
            setup.Journal.Last(entry => entry.ConversationId == Hit).Grades.Single(grade => grade.GraderId == "goal_completion");
        Assert.Equal((1, "gpt-5.1", "gpt-5.1-sandbox", 1), (before.Grade, before.JudgeModel, before.ResolvedModel, before.Samples));
        using SandboxRules rules = new SandboxRules().JudgeSays(0);
        var target = setup.Switch(rules.Options);

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(target) with { JudgeModel = "gpt-5.2", JudgeSamples = 3 }, TestContext.Current.CancellationToken);

        GraderResult after = Assert.Single(results[0].Grades, grade => grade.GraderId == "goal_completion");
        Assert.Equal(
            (0, "gpt-5.2", "gpt-5.2-sandbox", 3, 1.0),
            (after.Grade, after.JudgeModel, after.ResolvedModel, after.Samples, after.Agreement));
        Assert.Equal("Sandbox judge, by rule: as told.", after.Rationale);
        Assert.Equal(64, after.PromptSha256.Length);
        Assert.Equal(before.PromptSha256, after.PromptSha256);
        Assert.True(after.Usage.InputTokens > before.Usage.InputTokens);
        Assert.Equal((Outcome.Fail, false), (results[0].Outcome, results[0].GoalReached));
        Assert.Equal(5, results[0].JudgeGrades.Count());
        Assert.Equal("0", setup.Cells(Hit, "goal_completion_grade")[^1]);
        Assert.Equal(
            ["gpt-5.2-sandbox"],
            setup.Files.Summary.GetProperty("judge_models").EnumerateArray().Select(model => model.GetString()!));
        Assert.Equal(3 * 14, setup.Files.Summary.GetProperty("judge_samples_total").GetInt32());
        Assert.Equal(
            ("gpt-5.2", 3),
            (
                setup.Files.Manifest.GetProperty("settings").GetProperty("judge_model").GetString(),
                setup.Files.Manifest.GetProperty("settings").GetProperty("judge_samples").GetInt32()));
        Assert.Equal(["0", "1", "0", "0"], setup.Cells(Hit, "tool_call_grade"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("judge:prosex1", GradeStatus.Graded, 1, 2.0 / 3, Outcome.Pass)]
    [InlineData("judge:prosex2", GradeStatus.Error, null, 1.0 / 3, Outcome.Error)]
    [InlineData("judge:prose", GradeStatus.Error, null, null, Outcome.Error)]
    public async Task Majority_of_all_samples_counts(string fault, GradeStatus status, int? grade, double? agreement, Outcome outcome)
    {
        await using ConversationSetup setup = await HeldAsync();
        var target = setup.Switch($"{fault}@{Hit}/goal_completion");

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(target) with { JudgeSamples = 3 }, TestContext.Current.CancellationToken);

        GraderResult goal = Assert.Single(results[0].Grades, one => one.GraderId == "goal_completion");
        Assert.Equal((status, grade, 3), (goal.Status, goal.Grade, goal.Samples));
        Assert.Equal(agreement ?? -1, goal.Agreement ?? -1, 9);
        Assert.Contains("is not JSON", goal.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(outcome, results[0].Outcome);
        Assert.Equal(grade is null ? "" : "1", setup.Cells(Hit, "goal_completion_grade")[^1]);
    }
}
