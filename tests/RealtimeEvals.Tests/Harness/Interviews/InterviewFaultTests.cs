using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>An interview in which one side fails keeps what was said, invents nothing, and costs no other interview anything.</summary>
public sealed class InterviewFaultTests
{
    private const string Hit = "clinic-intake.patient";

    private static readonly string[] Pairs = [InterviewSetup.Clinic, InterviewSetup.Bakery];

    [Theory(Timeout = 300_000)]
    [InlineData("answer:empty", "answered with nothing")]
    [InlineData("answer:refused", "refused to answer")]
    [InlineData("answer:500", "500")]
    [InlineData("answer:403", "403")]
    [InlineData("answer:drop", "")]
    [InlineData("answer:hang", "gave nothing within 4 s")]
    public async Task Participant_that_gives_no_line_fails_the_interview(string fault, string words)
    {
        await using InterviewSetup setup = new InterviewSetup($"{fault}@{Hit}").Use(Pairs);
        setup.Options = setup.Options with { Limits = Patience.Brief, RetryLimit = TimeSpan.Zero };

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertFailed(setup, results, "simulator", FailureStage.Participant, words);
        InterviewResult hit = results[0];
        Assert.Equal(["Hello, I am ready.", ""], hit.Turns.Select(turn => turn.UserText));
        Assert.Equal("", hit.Turns[^1].AssistantText);
        Assert.Equal(2, setup.Stored().Single(run => run.ConversationId == Hit).Turns.Count);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("drop:12", FailureStage.ResponseMissingDone, "")]
    [InlineData("close:1001", FailureStage.ResponseMissingDone, "1001: going away")]
    [InlineData("stall:60000", FailureStage.ResponseTimeout, "no event for 4 s")]
    [InlineData("error", FailureStage.ResponseError, "The server had an error")]
    public async Task Interviewer_that_breaks_off_fails_the_interview(string fault, string stage, string words)
    {
        await using InterviewSetup setup = new InterviewSetup($"{fault}@{Hit}/assistant#2").Use(Pairs);
        setup.Options = setup.Options with { Limits = Patience.Brief, RetryLimit = TimeSpan.FromSeconds(2) };

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertFailed(setup, results, "assistant", stage, words);
        Assert.Equal(["Hello, I am ready.", "My name is Teodor Falk."], results[0].Turns.Select(turn => turn.UserText));
    }

    [Fact(Timeout = 300_000)]
    public async Task Interviewer_that_cannot_be_reached_fails_the_interview_before_its_first_turn()
    {
        await using InterviewSetup setup = new InterviewSetup($"handshake:403@{Hit}/assistant").Use(Pairs);

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        InterviewResult hit = results[0];
        Assert.Equal((Outcome.Error, FailureStage.Handshake, 0), (hit.Outcome, hit.FailureStage, hit.TurnCount));
        BenchmarkRun run = setup.Stored().Single(one => one.ConversationId == Hit);
        Assert.Equal((BenchmarkStatus.Failed, 0, false), (run.Status, run.Turns.Count, run.IsTrustworthy));
        Assert.Equal(Outcome.Pass, results[1].Outcome);
    }

    [Fact(Timeout = 300_000)]
    public async Task Interviewer_that_says_nothing_leaves_the_interview_inconclusive()
    {
        await using InterviewSetup setup = new InterviewSetup($"empty@{Hit}/assistant#2").Use(InterviewSetup.Clinic);

        InterviewResult result = await setup.HoldAsync();

        Assert.Equal((Outcome.Inconclusive, EndReason.AgentSilent), (result.Outcome, result.EndReason));
        BenchmarkRun run = Assert.Single(setup.Stored());
        Assert.Equal((BenchmarkStatus.Completed, Outcome.Inconclusive, "the interviewer was silent"), (run.Status, run.Outcome, run.Doubt));
    }

    [Fact(Timeout = 300_000)]
    public async Task Interview_that_failed_is_held_again_by_a_resume_and_no_other()
    {
        await using InterviewSetup setup = new InterviewSetup($"error@{Hit}/assistant#2").Use(Pairs);
        await setup.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyList<BenchmarkRun> before = setup.Stored();
        setup.Switch("handshake:500@job-screening.applicant");

        IReadOnlyList<InterviewResult> results = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        IReadOnlyList<BenchmarkRun> after = setup.Stored();
        Assert.Equal(before.Select(run => run.Key), after.Select(run => run.Key));
        Assert.Equal(before.Single(run => run.ConversationId != Hit), after.Single(run => run.ConversationId != Hit));
        Assert.Equal(14, after.Single(run => run.ConversationId == Hit).Turns.Count);
        Assert.Equal((Outcome.Pass, 0), (setup.StoredRun().Outcome, setup.StoredRun().Errored));
    }

    private static void AssertFailed(
        InterviewSetup setup, IReadOnlyList<InterviewResult> results, string side, string stage, string words)
    {
        InterviewResult hit = results[0];
        Assert.Equal(
            (Outcome.Error, EndReason.Failed, side, stage, 1, ""),
            (hit.Outcome, hit.EndReason, hit.FailureSource, hit.FailureStage, hit.TurnCount, hit.LastLine));
        Assert.Contains(words, hit.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(hit.GoalReached);
        Assert.Empty(hit.Grades);
        Assert.Equal(["", stage], hit.Turns.Select(turn => turn.FailureStage));
        Assert.Equal("Good day, this is Noor. What is your full name?", hit.Turns[0].AssistantText);
        Assert.Equal(["", stage], setup.Cells(Hit, "failure_stage"));
        Assert.Equal(Hit, Assert.Single(setup.Sink.Errors).CaseId);
        BenchmarkRun run = setup.Stored().Single(one => one.ConversationId == Hit);
        Assert.Equal(
            (BenchmarkStatus.Failed, (EndReason?)EndReason.Failed, Outcome.Error, "it ended by an error"),
            (run.Status, run.EndReason, run.Outcome, run.Doubt));
        Assert.Equal(
            InterviewTurns.Of((ConversationResult)hit).Select(turn => (turn.Speaker, turn.Text)),
            run.Turns.Select(turn => (turn.Speaker, turn.Text)));
        Assert.Equal((Outcome.Pass, EndReason.Cue), (results[1].Outcome, results[1].EndReason));
        Assert.Equal((Outcome.Error, 1, 1), (setup.StoredRun().Outcome, setup.StoredRun().Errored, setup.StoredRun().Passed));
    }
}
