using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary><c>realtime-evals gate</c> on a run that was made once.</summary>
public sealed class GateCliTests(GateCliTests.CrawlRun run) : IClassFixture<GateCliTests.CrawlRun>
{
    [Fact(Timeout = 300_000)]
    public async Task Gate_that_passes_is_exit_code_0()
    {
        (int exitCode, string output, string error) = await GateAsync(
            "results/demo", "--require", "pass_rate >= 1", "--require", "errored == 0", "--allow-sandbox", "--allow-partial-data");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(
            "Gate Passed for demo: "
            + "3 passed, 0 failed, 0 errored, 0 inconclusive, 0 skipped of 3 planned, a part of the 18 cases of the data.",
            output,
            StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("Failed", "BoundMissed", "--require", "failed >= 1", "--allow-sandbox", "--allow-partial-data")]
    [InlineData("NotEvaluated", "Sandbox", "--require", "failed == 0")]
    [InlineData("NotEvaluated", "UnknownMetric", "--require", "goal_reached_rate > 0", "--allow-sandbox", "--allow-partial-data")]
    [InlineData("NotEvaluated", "PartialData", "--require", "failed == 0", "--allow-sandbox")]
    [InlineData(
        "NotEvaluated", "TooFewSamples", "--require", "failed == 0", "--allow-sandbox", "--allow-partial-data", "--min-samples", "4")]
    [InlineData(
        "NotEvaluated", "Stale", "--require", "failed == 0", "--allow-sandbox", "--allow-partial-data", "--max-age-hours", "0.000001")]
    [InlineData(
        "NotEvaluated", "DataMissing", "--require", "failed == 0", "--allow-sandbox", "--allow-partial-data", "--data-csv", "nowhere.csv")]
    public async Task Gate_that_does_not_pass_is_exit_code_1_and_says_why(string verdict, string reason, params string[] arguments)
    {
        (int exitCode, string output, _) = await GateAsync(["demo", .. arguments]);

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains($"Gate {verdict} for demo", output, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("A gate needs rules", "demo")]
    [InlineData("A gate needs rules", "demo", "--json")]
    [InlineData("no rule", "demo", "--allow-sandbox", "--allow-partial-data")]
    [InlineData("position 14", "demo", "--require", "pass_rate >= high")]
    [InlineData("position 8", "demo", "--require", "errored", "--require", "pass_rate >= high")]
    [InlineData(
        "error UnknownMetric: The rule 'happiness_mean > 0' is about 'happiness_mean', which no run can have",
        "demo", "--require", "happiness_mean > 0")]
    [InlineData("error RunNotFound", "none", "--require", "failed == 0")]
    [InlineData("no such file", "demo", "--policy", "none.json")]
    [InlineData("error PolicySetNotFound", "demo", "--policy", "policy.json", "--policy-set", "none")]
    [InlineData("minimum number of samples", "demo", "--require", "failed == 0", "--min-samples", "-1")]
    [InlineData("Required argument 'RUN' missing")]
    public async Task Gate_that_cannot_be_understood_is_exit_code_2(string words, params string[] arguments)
    {
        run.Folder.Write("policy.json", """{"sets":{"a":{"rules":["failed == 0"]}}}""");

        (int exitCode, string output, string error) = await GateAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Gate_on_a_run_that_cannot_be_read_is_exit_code_3()
    {
        using var folder = new CliFolder();
        Directory.CreateDirectory(folder.PathOf("results", "broken"));
        File.WriteAllText(folder.PathOf("results", "broken", "run.json"), "{");

        (int exitCode, string output, _) = await folder.RunAsync("gate", "broken", "--require", "failed == 0");

        Assert.Equal(3, exitCode);
        Assert.Contains("EvidenceUnreadable", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Json_is_the_whole_report_and_nothing_else()
    {
        run.Folder.Write("both.psd1", "@{ Sets = @{ Release = @{ Rules = @('pass_rate >= 1', 'grade_mean > 1') } } }");

        (int exitCode, string output, string error) = await GateAsync(
            "demo", "--policy", "both.psd1", "--require", "errored == 0", "--allow-sandbox", "--allow-partial-data", "--json");

        JsonElement report = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal((1, ""), (exitCode, error));
        Assert.Equal(
            ("demo", "failed", "bound_missed", "release", 3),
            (
                Text(report, "run_id"),
                Text(report, "verdict"),
                Text(report, "reason"),
                Text(report, "policy_set"),
                report.GetProperty("planned").GetInt32()));
        JsonElement[] rules = [.. report.GetProperty("rules").EnumerateArray()];
        Assert.Equal(["pass_rate >= 1", "grade_mean > 1", "errored == 0"], rules.Select(rule => Text(rule, "rule")));
        Assert.Equal(
            (1, ">", 1, 3, "bound_missed"),
            (
                rules[1].GetProperty("value").GetDouble(),
                Text(rules[1], "operator"),
                rules[1].GetProperty("bound").GetDouble(),
                rules[1].GetProperty("count").GetInt32(),
                Text(rules[1], "reason")));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private Task<(int ExitCode, string Output, string Error)> GateAsync(params string[] arguments) =>
        run.Folder.RunAsync(["gate", .. arguments]);

    /// <summary>A crawl of three cases that pass.</summary>
    public sealed class CrawlRun : IAsyncLifetime
    {
        public CliFolder Folder { get; } = new();

        public async ValueTask InitializeAsync() => await Folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "3");

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
