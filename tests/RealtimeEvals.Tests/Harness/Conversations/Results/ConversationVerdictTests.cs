using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class ConversationVerdictTests
{
    private static readonly Grader Goal = new("goal", "judge", "x", "");
    private static readonly Grader Polite = new("polite", "rubric", "x", "");
    private static readonly Grader Tool = new("tool_call", "tool_call", "", "");

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
                CallerFindings = finding ? new([new CallerFinding(CallerFault.InventedFact, 2, "LK-9")]) : ValueList<CallerFinding>.Empty,
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

    [Theory]
    [InlineData("11", "11", Outcome.Pass)]
    [InlineData("10", "11", Outcome.Fail)]
    [InlineData("1-", "-1", Outcome.Pass)]
    [InlineData("--", "--", Outcome.Inconclusive)]
    [InlineData("1E", "11", Outcome.Error)]
    [InlineData("0E", "11", Outcome.Error)]
    public void Grades_of_turns_count_where_nothing_is_asked_of_the_whole(string first, string second, Outcome outcome)
    {
        TurnResult[] turns =
            [.. new[] { first, second }.Select((grades, index) => Simulated.Turn(index + 1, "a", "b") with
            {
                Grades = new([OfTurn("goal", grades[0], index + 1), OfTurn("polite", grades[1], index + 1)]),
            })];

        ConversationResult decided = ConversationVerdict.Of(
            Simulated.Conversation() with
            {
                Turns = new(turns),
                IsJudged = true,
                Settings = new ConversationSettings { TurnGraders = new([Goal, Polite]) },
            });

        Assert.Equal(outcome, decided.Outcome);
        Assert.Null(decided.GoalReached);
        if (outcome == Outcome.Fail) Assert.Equal("turn 1, polite: because", decided.Rationale);
        if (outcome == Outcome.Error) Assert.Equal("polite of turn 1 was not judged: no answer", decided.ErrorMessage);
    }

    [Fact]
    public void Grades_of_turns_change_nothing_where_something_is_asked_of_the_whole() =>
        Assert.Equal(Outcome.Pass, ConversationVerdict.Of(AllTrue() with
        {
            Turns = new([Simulated.Turn(1, "a", "b") with { Grades = new([OfTurn("polite", '0', 1)]) }]),
            Settings = AllTrue().Settings with { TurnGraders = new([Polite]) },
        }).Outcome);

    [Theory]
    [InlineData(1, 1, true, Outcome.Pass)]
    [InlineData(1, 0, false, Outcome.Fail)]
    [InlineData(0, 0, false, Outcome.Fail)]
    public void Goal_is_reached_when_every_judge_of_the_whole_says_so(int first, int second, bool reached, Outcome outcome)
    {
        ConversationResult decided = ConversationVerdict.Of(
            AllTrue() with
            {
                Settings = AllTrue().Settings with { TraceGraders = new([Goal, Polite]) },
                Grades = new([Grade("goal", first), Grade("polite", second)]),
            });

        Assert.Equal((reached, outcome), (decided.GoalReached, decided.Outcome));
    }

    [Fact]
    public void Grades_without_a_model_do_not_reach_or_miss_the_goal()
    {
        ConversationResult decided = ConversationVerdict.Of(
            AllTrue() with
            {
                Settings = AllTrue().Settings with { TraceGraders = new([Goal, Tool]) },
                Grades = new([Grade("goal", 1), Grade("tool_call", 0)]),
            });

        Assert.Equal((true, Outcome.Pass), (decided.GoalReached, decided.Outcome));
    }

    [Theory]
    [InlineData(true, Outcome.Inconclusive)]
    [InlineData(false, Outcome.Pass)]
    public void Judging_that_was_left_out_leaves_open_only_what_a_judge_was_to_decide(bool needsJudge, Outcome outcome)
    {
        ConversationResult decided = ConversationVerdict.Of(
            AllTrue() with
            {
                IsJudged = false,
                Grades = ValueList<GraderResult>.Empty,
                Settings = AllTrue().Settings with { TraceGraders = new([needsJudge ? Goal : Tool]) },
            });

        Assert.Equal(
            (outcome, needsJudge ? "not judged yet" : "every truth that was asked for holds"),
            (decided.Outcome, decided.Rationale));
    }

    [Fact]
    public void Judge_that_answers_at_last_takes_its_error_back()
    {
        ConversationResult broken = ConversationVerdict.Of(AllTrue() with { Grades = new([Broken("goal")]) });
        ConversationResult whole = ConversationVerdict.Of(broken with { Grades = new([Grade("goal", 1)]) });

        Assert.Equal(
            (Outcome.Error, "judge", FailureStage.Judge, "JudgeException", "goal was not judged: no answer"),
            (broken.Outcome, broken.FailureSource, broken.FailureStage, broken.ErrorType, broken.ErrorMessage));
        Assert.Equal(
            (Outcome.Pass, "", "", "", ""),
            (whole.Outcome, whole.FailureSource, whole.FailureStage, whole.ErrorType, whole.ErrorMessage));
    }

    [Fact]
    public void Rule_that_the_caller_broke_is_named() => Assert.Equal(
        "the caller broke a rule, turn 2: InventedFact (LK-9)",
        ConversationVerdict.Of(
            AllTrue() with
            {
                EndReason = EndReason.InvalidCaller,
                CallerFindings = new(
                    [new CallerFinding(CallerFault.InventedFact, 2, "LK-9"), new CallerFinding(CallerFault.Decoration, 2, "*")]),
            }).Rationale);

    private static bool[] Both => [false, true];

    private static ConversationResult AllTrue() => Simulated.Conversation() with
    {
        ExpectedToolsCalled = true, ExpectedToolsInOrder = true, ExpectedArgumentsGiven = true, FinalStateReached = true, IsJudged = true,
        Grades = new([Grade("goal", 1)]),
        Settings =
            new ConversationSettings { TraceGraders = new([Goal]), ExpectedCalls = new(["look({})", "pay({})"]), ToolRoundLimit = 3 },
    };

    private static GraderResult Grade(string id, int grade) => new(id, 0, GradeStatus.Graded, grade, "because");

    private static GraderResult Broken(string id) => new(id, 0, GradeStatus.Error, null, "") { ErrorMessage = "no answer" };

    private static GraderResult OfTurn(string id, char grade, int turn) => grade switch
    {
        '-' => new GraderResult(id, turn, GradeStatus.NotApplicable, null, "nothing to see"),
        'E' => Broken(id) with { TurnIndex = turn },
        _ => Grade(id, grade - '0') with { TurnIndex = turn },
    };
}
