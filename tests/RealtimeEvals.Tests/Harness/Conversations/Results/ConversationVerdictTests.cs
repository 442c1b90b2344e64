using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Results.VerdictFixture;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class ConversationVerdictTests
{
    [Fact]
    public void What_is_broken_comes_before_what_is_doubtful_and_that_before_what_is_bad()
    {
        foreach (bool failed in Both)
        foreach (bool finding in Both)
        foreach (bool silent in Both)
        foreach (bool judgeError in Both)
        foreach (bool truth in Both)
        foreach (bool judged in Both)
        {
            ConversationResult conversation = Simulated.Conversation() with
            {
                EndReason =
                    failed ? EndReason.Failed : silent ? EndReason.AgentSilent : finding ? EndReason.InvalidCaller : EndReason.EndCall,
                FailureSource = failed ? "assistant" : "",
                FailureStage = failed ? FailureStage.ResponseTimeout : "",
                ErrorType = failed ? "RealtimeException" : "",
                ErrorMessage = failed ? "no event for 60 s" : "",
                CallerFindings = finding
                    ? new([new CallerFinding(CallerViolation.InventedFact, 2, "LK-9")])
                    : ValueList<CallerFinding>.Empty,
                ExpectedToolsCalled = truth,
                IsJudged = judged,
                Grades = judged ? new([judgeError ? Broken("goal") : Grade("goal", 1)]) : ValueList<GraderResult>.Empty,
                Settings = new ConversationSettings { TraceGraders = new([Goal]) },
            };

            ConversationResult decided = ConversationVerdict.Of(conversation);

            bool brokenJudge = judged && judgeError;
            Outcome expected = failed ? Outcome.Error
                : finding || silent ? Outcome.Inconclusive
                : brokenJudge ? Outcome.Error
                : !truth ? Outcome.Fail
                : judged ? Outcome.Pass
                : Outcome.Inconclusive;
            string source = failed ? "assistant" : expected == Outcome.Error ? "judge" : "";
            string at =
                $"failed {failed}, finding {finding}, silent {silent}, judge error {judgeError}, truth {truth}, judged {judged}: {decided}";
            Assert.True(expected == decided.Outcome, at);
            Assert.True((source, failed ? FailureStage.ResponseTimeout : source) == (decided.FailureSource, decided.FailureStage), at);
            Assert.True(
                failed == (decided.ErrorType == "RealtimeException") && (expected == Outcome.Error) == (decided.ErrorMessage.Length > 0),
                at);
            Assert.NotEmpty(decided.Rationale);
            Assert.True((judged && !judgeError && !failed && !silent && !finding ? true : null) == decided.GoalReached, at);
            Assert.Equal(decided, ConversationVerdict.Of(decided));
        }
    }

    [Theory]
    [InlineData(nameof(ConversationResult.ExpectedToolsCalled), "not called: look({}), then pay({})")]
    [InlineData(nameof(ConversationResult.ExpectedToolsInOrder), "not called in this order: look({}), then pay({})")]
    [InlineData(nameof(ConversationResult.ExpectedArgumentsGiven), "not called with these arguments: look({}), then pay({})")]
    [InlineData(nameof(ConversationResult.ForbiddenToolsCalled), "called although forbidden: pay; look")]
    [InlineData(nameof(ConversationResult.FinalStateReached), "the state at the end is another one")]
    [InlineData(nameof(ConversationResult.EndReason), "the agent was still calling tools after 3 rounds")]
    [InlineData(nameof(ConversationResult.Grades), "goal: because")]
    public void Each_truth_that_does_not_hold_is_a_failure_of_its_own(string which, string rationale)
    {
        ConversationResult good = AllTrue();
        Assert.Equal((Outcome.Pass, "because"), (ConversationVerdict.Of(good).Outcome, ConversationVerdict.Of(good).Rationale));

        ConversationResult bad = ConversationVerdict.Of(which switch
        {
            nameof(ConversationResult.ExpectedToolsCalled) =>
                good with { ExpectedToolsCalled = false, ExpectedToolsInOrder = false, ExpectedArgumentsGiven = false },
            nameof(ConversationResult.ExpectedToolsInOrder) => good with { ExpectedToolsInOrder = false, ExpectedArgumentsGiven = false },
            nameof(ConversationResult.ExpectedArgumentsGiven) => good with { ExpectedArgumentsGiven = false },
            nameof(ConversationResult.ForbiddenToolsCalled) => good with { ForbiddenToolsCalled = new(["pay", "look"]) },
            nameof(ConversationResult.FinalStateReached) => good with { FinalStateReached = false },
            nameof(ConversationResult.EndReason) => good with { EndReason = EndReason.ToolLoop },
            _ => good with { Grades = new([Grade("goal", 0)]) },
        });

        Assert.Equal((Outcome.Fail, rationale), (bad.Outcome, bad.Rationale));
        Assert.Equal(which != nameof(ConversationResult.Grades), bad.GoalReached);
        Assert.Equal(("", "", ""), (bad.FailureSource, bad.FailureStage, bad.ErrorMessage));
    }

    [Fact]
    public void All_failures_are_told_together()
    {
        ConversationResult bad = ConversationVerdict.Of(
            AllTrue() with
            {
                ExpectedToolsCalled = false,
                ForbiddenToolsCalled = new(["pay"]),
                FinalStateReached = false,
                Grades = new([Grade("goal", 0)]),
            });

        Assert.Equal(
            "not called: look({}), then pay({}); called although forbidden: pay; the state at the end is another one; goal: because",
            bad.Rationale);
    }

    [Fact]
    public void Call_where_none_was_expected_is_told_so() =>
        Assert.Equal(
            "a tool was called where none was expected",
            ConversationVerdict.Of(Simulated.Conversation() with { ExpectedToolsCalled = false }).Rationale);

    [Theory]
    [InlineData(EndReason.EndCall, Outcome.Pass)]
    [InlineData(EndReason.ScriptEnd, Outcome.Pass)]
    [InlineData(EndReason.MaxTurns, Outcome.Pass)]
    [InlineData(EndReason.ToolLoop, Outcome.Fail)]
    [InlineData(EndReason.AgentSilent, Outcome.Inconclusive)]
    [InlineData(EndReason.Failed, Outcome.Error)]
    public void End_of_a_conversation_whose_truths_hold_decides_only_where_it_says_something(EndReason reason, Outcome outcome) =>
        Assert.Equal(outcome, ConversationVerdict.Of(AllTrue() with { EndReason = reason }).Outcome);

    [Fact]
    public void Conversation_of_which_nothing_was_asked_is_inconclusive()
    {
        ConversationResult decided = ConversationVerdict.Of(Simulated.Conversation() with { IsJudged = true });

        Assert.Equal((Outcome.Inconclusive, "nothing was graded", null), (decided.Outcome, decided.Rationale, decided.GoalReached));
    }

    [Theory]
    [InlineData(true, null, null, Outcome.Pass)]
    [InlineData(false, null, null, Outcome.Fail)]
    [InlineData(null, true, null, Outcome.Pass)]
    [InlineData(null, false, null, Outcome.Fail)]
    [InlineData(null, null, true, Outcome.Pass)]
    [InlineData(null, null, false, Outcome.Fail)]
    [InlineData(true, true, true, Outcome.Pass)]
    [InlineData(true, true, false, Outcome.Fail)]
    [InlineData(true, false, true, Outcome.Fail)]
    public void Any_truth_alone_decides(bool? called, bool? state, bool? goal, Outcome outcome) =>
        Assert.Equal(outcome, ConversationVerdict.Of(Simulated.Conversation() with
        {
            ExpectedToolsCalled = called,
            FinalStateReached = state,
            IsJudged = true,
            Grades = goal is null ? ValueList<GraderResult>.Empty : new([Grade("goal", goal.Value ? 1 : 0)]),
            Settings = new ConversationSettings { TraceGraders = goal is null ? ValueList<Grader>.Empty : new([Goal]) },
        }).Outcome);

    [Fact]
    public void Rule_that_the_caller_broke_is_named() => Assert.Equal(
        "the caller broke a rule, turn 2: InventedFact (LK-9)",
        ConversationVerdict.Of(
            AllTrue() with
            {
                EndReason = EndReason.InvalidCaller,
                CallerFindings = new(
                    [new CallerFinding(CallerViolation.InventedFact, 2, "LK-9"), new CallerFinding(CallerViolation.Decoration, 2, "*")]),
            }).Rationale);

    private static bool[] Both => [false, true];
}
