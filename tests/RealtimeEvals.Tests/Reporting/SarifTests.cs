using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using Xunit;
using static RealtimeEvals.Tests.Reporting.ReportFixture;

namespace RealtimeEvals.Tests.Reporting;

public sealed class SarifTests
{
    [Fact]
    public void Document_has_the_shape_that_code_scanning_takes()
    {
        JsonElement document = JsonSerializer.Deserialize<JsonElement>(Write(
            ReportFormat.Sarif, [Run(3, Case("a", "pass"), Case("b", "fail", "too late"))], Gate(GateVerdict.Passed, GateVerdict.Failed)));

        Assert.Equal("2.1.0", document.GetProperty("version").GetString());
        Assert.Contains("sarif", document.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        JsonElement run = Assert.Single(document.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("RealtimeEvals", driver.GetProperty("name").GetString());
        string[] rules = [.. driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
        Assert.Equal(rules.Length, rules.Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            driver.GetProperty("rules").EnumerateArray(),
            rule => Assert.Equal("error", rule.GetProperty("defaultConfiguration").GetProperty("level").GetString()));
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()], result.GetProperty("ruleId").GetString());
            Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
            Assert.Equal(
                1,
                result.GetProperty("locations")[0]
                    .GetProperty("physicalLocation")
                    .GetProperty("region")
                    .GetProperty("startLine")
                    .GetInt32());
        });
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("2026-11-20T09:30:15.000Z", run.GetProperty("invocations")[0].GetProperty("startTimeUtc").GetString());
    }

    [Fact]
    public void Only_what_did_not_pass_is_a_result() =>
        Assert.Equal(
            ["case/failed", "case/error", "case/inconclusive", "case/skipped", "case/missing", "pass_rate >= 0.91"],
            Results(
                [Run(
                    6,
                    Case("a", "pass"),
                    Case("b", "fail"),
                    Case("c", "error", "", "handshake"),
                    Case("d", "inconclusive"),
                    Case("e", "skipped"))],
                Gate(GateVerdict.Passed, GateVerdict.Failed)).Select(Id));

    [Fact]
    public void Flaky_trials_have_a_rule_of_their_own() =>
        Assert.Equal(["case/flaky"], Results([Run(2, Trial("x", 1, "pass"), Trial("x", 2, "fail"))]).Select(Id));

    [Fact]
    public void Rules_that_passed_are_listed_as_rules() =>
        Assert.Contains(
            "passed >= 0",
            Document([], Gate(GateVerdict.Passed))
                .GetProperty("tool")
                .GetProperty("driver")
                .GetProperty("rules")
                .EnumerateArray()
                .Select(Identity));

    [Fact]
    public void Result_of_a_rule_tells_value_bound_and_reason()
    {
        JsonElement properties = Results([], Gate(GateVerdict.Failed)).Single().GetProperty("properties");
        Assert.Equal(
            (0.5, 0.9, 4, "BoundMissed"),
            (
                properties.GetProperty("value").GetDouble(),
                properties.GetProperty("bound").GetDouble(),
                properties.GetProperty("n").GetInt32(),
                properties.GetProperty("reason").GetString()));
    }

    [Fact]
    public void Value_that_is_not_there_is_null() =>
        Assert.Equal(
            JsonValueKind.Null,
            Results([], Gate(GateVerdict.NotEvaluated)).Single().GetProperty("properties").GetProperty("value").ValueKind);

    [Fact]
    public void Places_are_addresses_from_the_base_folder()
    {
        Assert.Equal("data/calls%2C%20all.csv", AddressOf(Results([Run(1, Case("a", "fail"))]).Single()));
        Assert.Equal("results/night/run.json", AddressOf(Results([], Gate(GateVerdict.Failed)).Single()));
    }

    [Fact]
    public void Each_result_has_the_line_of_its_case_and_a_fingerprint_of_its_own()
    {
        JsonElement[] results =
            Results([Run(4, At(Case("a", "fail"), 2), At(Case("b", "fail"), 7), At(Case("c", "error"), 9))],
            Gate(GateVerdict.Failed, GateVerdict.NotEvaluated));

        Assert.Equal([2, 7, 9, 1, 1, 1], results.Select(LineOf));
        Assert.Equal(results.Length, results.Select(PrintOf).Distinct(StringComparer.Ordinal).Count());
        Assert.All(results, result => Assert.Matches("^[0-9a-f]{16}:1$", PrintOf(result)));
    }

    [Fact]
    public void Fingerprint_is_the_same_from_run_to_run()
    {
        RunEvidence monday = Run(3, At(Case("a", "fail", "too late"), 2), At(Case("b", "fail"), 3));
        RunEvidence tuesday =
            Run(3, At(Case("b", "fail", "another reason"), 12)) with { RunId = "tuesday",
            RunPath = Path.Combine(Base, "results", "tuesday") };

        Assert.Equal(PrintOf(Results([monday])[1]), PrintOf(Results([tuesday])[0]));
        Assert.Equal(Results([monday], Gate(GateVerdict.Failed)).Select(PrintOf).Last(),
            PrintOf(Results([], Gate(GateVerdict.Failed) with { RunId = "x", RunPath = Path.Combine(Base, "x") })[0]));
        Assert.EndsWith(":2", PrintOf(Results([monday, tuesday])[3]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    [InlineData("x")]
    public void Line_that_nobody_can_read_is_the_first(string line) =>
        Assert.Equal(1, LineOf(Results([Run(1, At(Case("a", "fail"), line))]).Single()));

    [Fact]
    public void Place_outside_the_base_folder_is_told_in_full()
    {
        GateReport gate = Gate(GateVerdict.Failed) with { RunPath = Path.Combine(Path.GetTempPath(), "else where") };
        string address = AddressOf(Results([], gate).Single());
        Assert.StartsWith("file:///", address, StringComparison.Ordinal);
        Assert.EndsWith("/else%20where/run.json", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GateReason.EvidenceUnreadable)]
    [InlineData(GateReason.NoEvidence)]
    public void Evidence_that_cannot_be_read_is_no_success(GateReason reason)
    {
        var findings = new[] { new GateFinding(reason, "it is torn.") };
        Assert.False(IsSuccessful(Document([new RunEvidence { RunId = "x", Findings = findings }])));
        Assert.False(
            IsSuccessful(Document([], Gate(GateVerdict.Passed) with { Verdict = GateVerdict.NotEvaluated, Findings = new(findings) })));
    }

    [Fact]
    public void Report_about_nothing_is_a_result_and_no_success()
    {
        JsonElement run = Document([]);
        Assert.False(IsSuccessful(run));
        Assert.Equal("evidence/no_evidence", Id(run.GetProperty("results").EnumerateArray().Single()));
    }

    private static JsonElement Document(IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        JsonSerializer.Deserialize<JsonElement>(Write(ReportFormat.Sarif, runs, gates)).GetProperty("runs")[0];

    private static JsonElement[] Results(IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        [.. Document(runs, gates).GetProperty("results").EnumerateArray()];

    private static bool IsSuccessful(JsonElement run) => run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean();

    private static string Id(JsonElement result) => result.GetProperty("ruleId").GetString()!;

    private static string Identity(JsonElement rule) => rule.GetProperty("id").GetString()!;

    private static object At(object one, object line)
    {
        ((Dictionary<string, object>)one)["data_line"] = line;
        return one;
    }

    private static int LineOf(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32();

    private static string PrintOf(JsonElement result) =>
        result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!;

    private static string AddressOf(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
}
