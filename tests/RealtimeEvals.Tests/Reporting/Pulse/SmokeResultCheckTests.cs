using RealtimeEvals.Model;
using RealtimeEvals.Reporting.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Reporting.Pulse;

public sealed class SmokeResultCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with a result that says itself that its gate passes, and a part of the reason.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "gate", "The result says that the gate does not pass." },
        { "status", "the status 'failed'" },
        { "case", "the status 'Completed'" },
        { "none", "The counts are 0 passed" },
        { "failed", "The counts are 3 passed, 1 failed" },
        { "errored", "The counts are 3 passed" },
        { "unaccounted", "The counts are 3 passed, 0 failed, 0 errored of 4." },
        { "too many", "4 rows were counted in a set of 3 lines." },
        { "rate", "The fail rate is 0.5." },
        { "no rate", "The fail rate is NaN." },
        { "hash", "The hash of the smoke set is none." },
        { "no hash", "The hash of the smoke set is none." },
        { "old", "which is too old" },
        { "future", "a time that has not come yet" },
        { "dry run", "a dry run is no evidence" },
        { "dry provider", "a dry run is no evidence" },
        { "nobody", "does not say who answered" },
        { "sandbox", "a rehearsal, not evidence" },
        { "replay", "a rehearsal, not evidence" },
        { "partly sandbox", "a rehearsal, not evidence" },
    };

    private static RefusalSmokeResult Good => GreenStatus.GoodResult with { TimestampUtc = Now.AddHours(-1) };

    [Fact]
    public void Good_result_passes_also_when_it_is_a_week_old_or_minutes_early()
    {
        Assert.All([Good, Good with { TimestampUtc = Now.AddDays(-7) }, Good with { TimestampUtc = Now.AddMinutes(4) }, Good with { Status = "succeeded" }], result => Assert.True(new SmokeResultCheck().Judge(result, Now).GatePass));
        Assert.Empty(new SmokeResultCheck().Judge(Good, Now).GateReasons);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Result_does_not_pass_by_its_own_word_alone(string fault, string reason)
    {
        RefusalSmokeResult judged = new SmokeResultCheck().Judge(Spoil(fault), Now);

        Assert.False(judged.GatePass);
        Assert.Contains(reason, string.Join('\n', judged.GateReasons), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Rehearsals_pass_only_where_that_was_said_and_nothing_else_then(string fault, string reason)
    {
        bool isRehearsal = reason.Contains("dry run", StringComparison.Ordinal) || reason.Contains("rehearsal", StringComparison.Ordinal);

        Assert.Equal(isRehearsal, new SmokeResultCheck { AllowSandbox = true, AllowDryRun = true }.Judge(Spoil(fault), Now).GatePass);
        Assert.False(new SmokeResultCheck { AllowSandbox = reason.Contains("dry run", StringComparison.Ordinal), AllowDryRun = reason.Contains("rehearsal", StringComparison.Ordinal) }.Judge(Spoil(fault), Now).GatePass);
    }

    [Fact]
    public void Reasons_of_the_result_are_kept_and_none_is_said_twice()
    {
        RefusalSmokeResult result = Good with { GatePass = false, GateReasons = new(["1 rows failed.", "The run ended with the status 'failed'."]), Status = "failed" };

        Assert.Equal(["1 rows failed.", "The run ended with the status 'failed'.", "The result says that the gate does not pass."], new SmokeResultCheck().Judge(result, Now).GateReasons);
    }

    private static RefusalSmokeResult Spoil(string fault) => fault switch
    {
        "gate" => Good with { GatePass = false },
        "status" => Good with { Status = "failed" },
        "case" => Good with { Status = "Completed" },
        "none" => Good with { ResultCounts = new RefusalCounts(0, 0, 0, 0) },
        "failed" => Good with { ResultCounts = new RefusalCounts(4, 3, 1, 0) },
        "errored" => Good with { ResultCounts = new RefusalCounts(4, 3, 0, 1) },
        "unaccounted" => Good with { ResultCounts = new RefusalCounts(4, 3, 0, 0) },
        "too many" => Good with { DatasetLines = 3 },
        "rate" => Good with { FailRate = 0.5 },
        "no rate" => Good with { FailRate = double.NaN },
        "hash" => Good with { DatasetSha256 = new string('g', 64) },
        "no hash" => Good with { DatasetSha256 = "" },
        "old" => Good with { TimestampUtc = Now.AddDays(-7).AddSeconds(-1) },
        "future" => Good with { TimestampUtc = Now.AddMinutes(6) },
        "dry run" => Good with { DryRun = true },
        "dry provider" => Good with { Provider = "dry-run" },
        "nobody" => Good with { Provider = "" },
        "sandbox" => Good with { Provider = "sandbox" },
        "replay" => Good with { Provider = "replay" },
        "partly sandbox" => Good with { Provider = "api.example; sandbox" },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
