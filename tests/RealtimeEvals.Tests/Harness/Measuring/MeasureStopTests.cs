using RealtimeEvals.Adapters;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Measuring.MeasureFixture;

namespace RealtimeEvals.Tests.Harness.Measuring;

/// <summary>A measurement that is stopped.</summary>
public sealed class MeasureStopTests
{
    [Fact(Timeout = 300_000)]
    public async Task Measurement_that_is_stopped_leaves_no_completed_evidence()
    {
        await using ConversationSetup setup = await HeldAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using SandboxRules rules = new SandboxRules().JudgeSays(0);
        var target = setup.Switch(rules.Options, "judge:hang@change_of_mind");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { Limit = Patience.Ample.Inactivity }, stop.Token));

        // One conversation has grades of the new judge and the other those of the old: together they prove nothing.
        Assert.NotEqual("completed", setup.Files.Manifest.GetProperty("state").GetString());
        if (File.Exists(setup.Files.PathOf("summary.json")))
        {
            Assert.NotEqual("completed", setup.Files.Summary.GetProperty("state").GetString());
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Measurement_that_is_stopped_is_made_again_to_its_end()
    {
        await using ConversationSetup setup = await HeldAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var target = setup.Switch("judge:hang@change_of_mind");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { Limit = Patience.Ample.Inactivity }, stop.Token));
        setup.Sink = new CollectingSink();

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Judging_anew_that_is_stopped_leaves_what_it_did_not_reach_not_judged()
    {
        await using ConversationSetup setup = await HeldAsync(second: "private_details");
        await StopJudgingAsync(setup);

        ConversationResult open = setup.Journal.Last(entry => entry.ConversationId == "private_details");
        Assert.Equal((Outcome.Inconclusive, false, null), (open.Outcome, open.IsJudged, open.GoalReached));
        Assert.Empty(open.JudgeGrades);
        Assert.Equal((Outcome.Inconclusive, false), (setup.Record("private_details").Outcome, setup.Record("private_details").IsJudged));
        Assert.Equal(
            (Outcome.Pass, true),
            (
                setup.Journal.Last(entry => entry.ConversationId == Hit).Outcome,
                setup.Journal.Last(entry => entry.ConversationId == Hit).IsJudged));
        Assert.Equal(
            ("pass", "inconclusive", ""),
            (
                setup.Cells(Hit, "outcome")[^1],
                setup.Cells("private_details", "outcome")[^1],
                setup.Cells("private_details", "goal_completion_grade")[^1]));
        Assert.Equal(
            (1, 0, 1),
            (
                setup.Files.Summary.GetProperty("passed").GetInt32(),
                setup.Files.Summary.GetProperty("failed").GetInt32(),
                setup.Files.Summary.GetProperty("inconclusive").GetInt32()));
        Assert.False(
            await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
                setup.Measure(null), new CollectingSink(), TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Judging_anew_that_was_stopped_is_made_up_for_by_resuming_or_measuring(bool resumes)
    {
        await using ConversationSetup setup = await HeldAsync(second: "private_details");
        await StopJudgingAsync(setup);
        ServiceTarget target = setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        IReadOnlyList<ConversationResult> results = resumes
            ? await setup.ResumeAsync(TestContext.Current.CancellationToken)
            : await setup.MeasureAsync(setup.Measure(target), TestContext.Current.CancellationToken);

        Assert.Equal([(Outcome.Pass, true), (Outcome.Pass, true)], results.Select(result => (result.Outcome, result.IsJudged)));
        Assert.All(results, result => Assert.NotEmpty(result.JudgeGrades));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());
    }

    /// <summary>Has the run judged anew, and stops that after the first conversation.</summary>
    private static async Task StopJudgingAsync(ConversationSetup setup)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ServiceTarget target = setup.Switch("judge:hang@private_details");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { ThrottleLimit = 1, Limit = Patience.Ample.Inactivity }, stop.Token));
        setup.Sink = new CollectingSink();
    }
}
