using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Trials of one case stand beside each other, and none is taken for another.</summary>
public sealed class TrialEvidenceTests
{
    [Fact]
    public void Trials_of_a_case_are_cases_of_their_own()
    {
        RunEvidence run = Read(("a", "1"), ("a", "2"));

        Assert.Equal(["a", "a trial 2"], run.Cases.Select(one => one.Id));
        Assert.Empty(run.Findings);
    }

    [Fact]
    public void Case_that_is_named_like_a_trial_of_another_is_not_taken_for_it()
    {
        RunEvidence run = Read(("a", "1"), ("a", "2"), ("a.trial2", "1"), ("a.trial2", "2"));

        Assert.Equal(4, run.Cases.Count);
        Assert.Empty(run.Findings);
    }

    [Theory]
    [InlineData("2", "2.0", GateReason.CountsDiffer)]
    [InlineData("1", "", GateReason.CountsDiffer)]
    [InlineData("1", "0", GateReason.OutOfRange)]
    [InlineData("1", "-1", GateReason.OutOfRange)]
    [InlineData("1", "NaN", GateReason.EvidenceUnreadable)]
    [InlineData("1", "1.5", GateReason.EvidenceUnreadable)]
    [InlineData("1", "two", GateReason.EvidenceUnreadable)]
    public void Trial_that_cannot_be_or_is_there_twice_is_a_finding(string first, string second, GateReason reason) =>
        Assert.Contains(Read(("a", first), ("a", second)).Findings, finding => finding.Reason == reason);

    private static RunEvidence Read(params (string Id, string Trial)[] trials) => EvidenceReader.ReadRun(
    [
        .. trials.Select(one => EvidenceRow.Of(JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["run_id"] = "r",
            ["case_id"] = one.Id,
            ["trial"] = one.Trial,
            ["outcome"] = "pass",
            ["planned"] = $"{trials.Length}",
            ["data_cases"] = $"{trials.Length}",
            ["provider"] = "api.openai.com",
        }))),
    ]);
}
