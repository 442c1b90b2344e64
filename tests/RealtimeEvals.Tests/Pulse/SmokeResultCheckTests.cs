using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class SmokeResultCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmokeResultCheckTests() => _folder.Write("rows.jsonl", GreenStatus.Rows);

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
        { "Sandbox", "a rehearsal, not evidence" },
        { " sandbox ", "a rehearsal, not evidence" },
        { "sand-box", "a rehearsal, not evidence" },
        { "REPLAY", "a rehearsal, not evidence" },
        { "api.example;sandbox", "a rehearsal, not evidence" },
        { "Dry-Run", "a dry run is no evidence" },
        { "DRY RUN", "a dry run is no evidence" },
        { "dryrun", "a dry run is no evidence" },
        { "blank", "does not say who answered" },
        { "mock", "'mock' answered, which is no service" },
        { "api.example; ", "which is no service" },
        { "one of one", "1 rows of 4 lines were counted; the smoke set has 4 rows in 4 lines." },
        { "one line", "1 rows of 1 lines were counted; the smoke set has 4 rows in 4 lines." },
        { "other set", "is not the smoke set that was run" },
        { "no set", "'nowhere.jsonl' is not there" },
        { "nameless set", "'' is not there" },
        { "other rows", "The rows are not those of the smoke set." },
    };

    private SmokeResultCheck Check => new() { Folder = _folder.Path };

    private static RefusalSmokeResult Good => GreenStatus.GoodResult with { TimestampUtc = Now.AddHours(-1) };

    [Fact]
    public void Good_result_passes_also_when_it_is_a_week_old_or_minutes_early()
    {
        Assert.All(
            [
                Good,
                Good with { TimestampUtc = Now.AddDays(-7) },
                Good with { TimestampUtc = Now.AddMinutes(4) },
                Good with { Status = "succeeded" },
            ],
            result => Assert.True(Check.Judge(result, Now).GatePass));
        Assert.Empty(Check.Judge(Good, Now).GateReasons);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Result_does_not_pass_by_its_own_word_alone(string fault, string reason)
    {
        RefusalSmokeResult judged = Check.Judge(Spoil(fault), Now);

        Assert.False(judged.GatePass);
        Assert.Contains(reason, string.Join('\n', judged.GateReasons), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Rehearsals_pass_only_where_that_was_said_and_nothing_else_then(string fault, string reason)
    {
        bool isRehearsal = reason.Contains("dry run", StringComparison.Ordinal) || reason.Contains("rehearsal", StringComparison.Ordinal);

        Assert.Equal(isRehearsal, (Check with { AllowSandbox = true, AllowDryRun = true }).Judge(Spoil(fault), Now).GatePass);
        SmokeResultCheck other = Check with
        {
            AllowSandbox = reason.Contains("dry run", StringComparison.Ordinal),
            AllowDryRun = reason.Contains("rehearsal", StringComparison.Ordinal),
        };
        Assert.False(other.Judge(Spoil(fault), Now).GatePass);
    }

    [Fact]
    public void Reasons_of_the_result_are_kept_and_none_is_said_twice()
    {
        RefusalSmokeResult result = Good with
        {
            GatePass = false,
            GateReasons = new(["1 rows failed.", "The run ended with the status 'failed'."]),
            Status = "failed",
        };

        Assert.Equal(
            ["1 rows failed.", "The run ended with the status 'failed'.", "The result says that the gate does not pass."],
            Check.Judge(result, Now).GateReasons);
    }

    [Fact]
    public void Smoke_set_may_be_named_where_it_is_now()
    {
        string moved = _folder.Write("moved.jsonl", GreenStatus.Rows);

        Assert.True((Check with { DataPath = moved }).Judge(Good with { Dataset = "nowhere.jsonl" }, Now).GatePass);
        Assert.False((Check with { DataPath = _folder.Write("other.jsonl", GreenStatus.Rows + "\n") }).Judge(Good, Now).GatePass);
    }

    [Fact]
    public void Smoke_set_of_the_product_is_found_by_its_name()
    {
        var set = RefusalDataset.Read(ProductData.PathOf("refusal", "refusal_smoke.jsonl"));
        RefusalSmokeResult result = Good with
        {
            Dataset = RefusalOptions.DefaultDataName,
            DatasetSha256 = set.Sha256,
            DatasetLines = set.Lines,
            ResultCounts = new RefusalCounts(set.Cases.Count, set.Cases.Count, 0, 0),
        };

        Assert.True(Check.Judge(result, Now).GatePass);
        Assert.False(Check.Judge(result with { ResultCounts = new RefusalCounts(1, 1, 0, 0) }, Now).GatePass);
    }

    public void Dispose() => _folder.Dispose();

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
        "blank" => Good with { Provider = " \t" },
        "one of one" => Good with { ResultCounts = new RefusalCounts(1, 1, 0, 0) },
        "one line" => Good with { ResultCounts = new RefusalCounts(1, 1, 0, 0), DatasetLines = 1 },
        "other set" => Good with { DatasetSha256 = new string('a', 64) },
        "no set" => Good with { Dataset = "nowhere.jsonl" },
        "nameless set" => Good with { Dataset = "" },
        "other rows" => Good with { Rows = new(Enumerable.Repeat(new RefusalResult { RunId = "r", CaseId = "row_001" }, 4)) },
        "Sandbox" or " sandbox " or "sand-box" or "REPLAY" or "api.example;sandbox"
            or "Dry-Run" or "DRY RUN" or "dryrun" or "mock" or "api.example; " => Good with { Provider = fault },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
