using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class RunVerdictTests
{
    /// <summary>P pass, F fail, E error, I inconclusive, S skipped, C inconclusive because of the caller.</summary>
    [Theory]
    [InlineData("PPP", 3, Outcome.Pass)]
    [InlineData("PFP", 3, Outcome.Fail)]
    [InlineData("PEF", 3, Outcome.Error)]
    [InlineData("ECC", 3, Outcome.Error)]
    [InlineData("E", 3, Outcome.Error)]
    [InlineData("PIP", 3, Outcome.Inconclusive)]
    [InlineData("PIF", 3, Outcome.Fail)]
    [InlineData("PSP", 3, Outcome.Inconclusive)]
    [InlineData("PP", 3, Outcome.Inconclusive)]
    [InlineData("FF", 3, Outcome.Inconclusive)]
    [InlineData("", 0, Outcome.Inconclusive)]
    [InlineData("CPPPP", 5, Outcome.Pass)]
    [InlineData("CFPPP", 5, Outcome.Fail)]
    [InlineData("CCFPP", 5, Outcome.Inconclusive)]
    [InlineData("CFP", 3, Outcome.Inconclusive)]
    public void Broken_before_doubtful_before_bad(string outcomes, int planned, Outcome outcome) =>
        Assert.Equal(outcome, RunVerdict.Of(Simulated.Manifest(planned), Conversations(outcomes)));

    [Theory]
    [InlineData(RunState.Completed, Outcome.Pass)]
    [InlineData(RunState.Cancelled, Outcome.Inconclusive)]
    [InlineData(RunState.Running, Outcome.Inconclusive)]
    [InlineData(RunState.Failed, Outcome.Inconclusive)]
    public void Only_a_run_that_was_completed_passes(RunState state, Outcome outcome) =>
        Assert.Equal(outcome, RunVerdict.Of(Simulated.Manifest(2, state), Conversations("PP")));

    [Theory]
    [InlineData(0, "CPPF", Outcome.Inconclusive)]
    [InlineData(0.25, "CPPF", Outcome.Fail)]
    [InlineData(0.24, "CPPF", Outcome.Inconclusive)]
    [InlineData(1, "CCCF", Outcome.Fail)]
    [InlineData(1, "CCCC", Outcome.Inconclusive)]
    [InlineData(0, "PP", Outcome.Pass)]
    public void Share_of_invalid_callers_may_reach_the_limit_and_not_exceed_it(double limit, string outcomes, Outcome outcome) =>
        Assert.Equal(outcome, RunVerdict.Of(Simulated.Manifest(outcomes.Length, invalidCallers: limit), Conversations(outcomes)));

    [Fact]
    public void Limit_is_read_back_from_disk_as_a_whole_number_too()
    {
        RunManifest manifest =
            Simulated.Manifest(2) with { Settings = System.Text.Json.Nodes.JsonNode.Parse("""{"invalid_caller_limit":0}""")!.AsObject() };

        Assert.Equal(Outcome.Inconclusive, RunVerdict.Of(manifest, Conversations("CP")));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("PP", 0)]
    [InlineData("CPPP", 0.25)]
    [InlineData("CC", 1)]
    public void Share_is_over_all_conversations(string outcomes, double share) =>
        Assert.Equal(share, RunVerdict.ShareOfInvalid(Conversations(outcomes)));

    private static ConversationResult[] Conversations(string outcomes) =>
        [.. outcomes.Select((letter, index) => Simulated.Conversation($"s{index}", letter switch
        {
            'P' => Outcome.Pass, 'F' => Outcome.Fail, 'E' => Outcome.Error, 'S' => Outcome.Skipped, _ => Outcome.Inconclusive,
        }) with
        {
            CallerFindings =
                letter == 'C' ? new([new CallerFinding(CallerViolation.EmptyLine, 2, "no words")]) : ValueList<CallerFinding>.Empty,
        })];
}
