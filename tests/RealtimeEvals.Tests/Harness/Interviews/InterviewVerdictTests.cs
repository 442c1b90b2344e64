using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

public sealed class InterviewVerdictTests
{
    private static readonly InterviewResult Ended =
        new() { RunId = "r", SimulationId = "s", ConversationId = "c", EndReason = EndReason.Cue };

    [Theory]
    [InlineData(VariableStatus.Good, Outcome.Pass)]
    [InlineData(VariableStatus.Warning, Outcome.Pass)]
    [InlineData(VariableStatus.Inconclusive, Outcome.Pass)]
    [InlineData(VariableStatus.Poor, Outcome.Fail)]
    public void Only_what_is_poor_fails_an_interview_that_was_ended(VariableStatus status, Outcome expected) =>
        Assert.Equal(expected, InterviewVerdict.Decide(Ended, [Found("one"), Found("two", status)]).Outcome);

    [Fact]
    public void Interview_whose_test_gave_no_result_does_not_pass()
    {
        (Outcome outcome, string rationale) = InterviewVerdict.Decide(Ended, [Found("one"), FailedTest.Of("questions", "c", "too slow")]);

        Assert.Equal(Outcome.Inconclusive, outcome);
        Assert.Equal("the test questions gave no result: too slow", rationale);
    }

    [Theory]
    [InlineData(EndReason.MaxTurns)]
    [InlineData(EndReason.TimeLimit)]
    [InlineData(EndReason.CostLimit)]
    [InlineData(EndReason.EndCall)]
    [InlineData(EndReason.Cancelled)]
    public void Interview_that_the_interviewer_did_not_end_fails(EndReason reason) =>
        Assert.Equal(Outcome.Fail, InterviewVerdict.Decide(Ended with { EndReason = reason }, [Found("one")]).Outcome);

    private static ConversationVariable Found(string metric, VariableStatus status = VariableStatus.Good) =>
        new() { Test = "t", Metric = metric, Value = 1, Status = status };
}
