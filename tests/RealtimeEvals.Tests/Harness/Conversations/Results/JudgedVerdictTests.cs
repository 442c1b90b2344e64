using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Conversations.Results.VerdictFixture;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

/// <summary>What the grades of turns and of the whole make of a conversation.</summary>
public sealed class JudgedVerdictTests
{
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

    private static GraderResult OfTurn(string id, char grade, int turn) => grade switch
    {
        '-' => new GraderResult(id, turn, GradeStatus.NotApplicable, null, "nothing to see"),
        'E' => Broken(id) with { TurnIndex = turn },
        _ => Grade(id, grade - '0') with { TurnIndex = turn },
    };
}
