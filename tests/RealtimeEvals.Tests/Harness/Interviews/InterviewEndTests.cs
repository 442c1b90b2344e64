using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>No interview goes on for ever, and none that did not end by its words passes.</summary>
public sealed class InterviewEndTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(InterviewSetup.Looping)]
    [InlineData(InterviewSetup.Endless)]
    public async Task Interview_that_does_not_come_to_its_end_is_over_at_the_limit_of_turns(string pair)
    {
        await using InterviewSetup setup = new InterviewSetup().Use(pair);
        setup.Options = setup.Options with { MaximumTurns = 3 };

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal(
            (Outcome.Fail, EndReason.MaxTurns, 3, false), (result.Outcome, result.EndReason, result.TurnCount, result.GoalReached));
        Assert.Contains("the limit of turns was reached", result.Rationale, StringComparison.Ordinal);
        BenchmarkRun run = Assert.Single(setup.Stored());
        Assert.Equal(
            (BenchmarkStatus.Completed, (EndReason?)EndReason.MaxTurns, Outcome.Fail, 6),
            (run.Status, run.EndReason, run.Outcome, run.Turns.Count));
        Assert.Equal(Outcome.Fail, setup.StoredRun().Outcome);
    }

    [Fact(Timeout = 300_000)]
    public async Task Participant_that_breaks_a_rule_proves_nothing_about_the_interviewer()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Helpful);

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal(
            (Outcome.Inconclusive, EndReason.InvalidCaller, 1, "\"How can I help you today?\"", null),
            (result.Outcome, result.EndReason, result.TurnCount, result.LastLine, result.GoalReached));
        Assert.Contains(CallerViolation.RoleInversion, result.CallerFindings.Select(finding => finding.Fault));
        Assert.Empty(result.Grades);
        BenchmarkRun run = Assert.Single(setup.Stored());
        Assert.Equal(
            (BenchmarkStatus.Completed, Outcome.Inconclusive, false, 3), (run.Status, run.Outcome, run.IsTrustworthy, run.Turns.Count));
        Assert.Equal((Speaker.Participant, result.LastLine), (run.Turns[^1].Speaker, run.Turns[^1].Text));
        Assert.Contains(setup.Sink.Warnings, warning => warning.Contains("In 1 of 1 interviews", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Interview_is_over_after_the_turn_in_which_its_time_is()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { TimeLimit = TimeSpan.FromTicks(1) };

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal((Outcome.Fail, EndReason.TimeLimit, 1), (result.Outcome, result.EndReason, result.TurnCount));
        Assert.Equal(EndReason.TimeLimit, Assert.Single(setup.Stored()).EndReason);
        Assert.Equal("time_limit", setup.Cells(result.ConversationId, "end_reason")[^1]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Interview_is_over_after_the_turn_in_which_its_cost_is_reached()
    {
        await using var service = new InterviewService();
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { Target = service.Target, CostLimitUsd = 10 };

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal("", result.ErrorMessage);
        Assert.Equal((Outcome.Fail, EndReason.CostLimit, 3), (result.Outcome, result.EndReason, result.TurnCount));
        Assert.Equal(14m, result.CostUsd);
        Assert.Equal((EndReason.CostLimit, 14m), (Assert.Single(setup.Stored()).EndReason!.Value, setup.StoredRun().CostUsd));
    }

    [Fact(Timeout = 300_000)]
    public async Task Interview_whose_cost_is_not_known_is_over_where_there_is_a_limit()
    {
        await using var service = new InterviewService { ReportsUsage = false };
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { Target = service.Target, CostLimitUsd = 1000 };

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal((EndReason.CostLimit, 1, null), (result.EndReason, result.TurnCount, result.CostUsd));
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_reaches_no_limit_of_cost()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Bakery);
        setup.Options = setup.Options with { CostLimitUsd = 0.000_001m };

        Assert.Equal(EndReason.Cue, (await setup.HoldAsync()).EndReason);
    }

    [Fact(Timeout = 300_000)]
    public async Task Interview_that_is_cancelled_keeps_its_turns_and_is_finished_by_a_resume()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        setup.Sink = new CollectingSink
        {
            OnEmit = item =>
            {
                if (item is TurnResult { TurnIndex: 3 }) stop.Cancel();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        BenchmarkRun cancelled = Assert.Single(setup.Stored());
        Assert.Equal(
            (BenchmarkStatus.Cancelled, (EndReason?)EndReason.Cancelled, Outcome.Inconclusive, 6),
            (cancelled.Status, cancelled.EndReason, cancelled.Outcome, cancelled.Turns.Count));
        Assert.Equal((RunState.Cancelled, 0), (setup.StoredRun().State, setup.StoredRun().Passed));

        InterviewResult result = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        BenchmarkRun whole = Assert.Single(setup.Stored());
        Assert.Equal((Outcome.Pass, EndReason.Cue), (result.Outcome, result.EndReason));
        Assert.Equal((cancelled.Key, BenchmarkStatus.Completed, 14), (whole.Key, whole.Status, whole.Turns.Count));
        Assert.Equal((RunState.Completed, 1), (setup.StoredRun().State, setup.StoredRun().Passed));
    }
}
