using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>Every harness runs a case as often as it is told, keeps the trials apart, and says how often all of them pass.</summary>
public sealed class TrialsCliTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("crawl", "example_id", "crawl_001")]
    [InlineData("walk", "example_id", "crawl_001")]
    [InlineData("refusal-smoke", "case_id", "row_001")]
    [InlineData("refusal-smoke --voice", "case_id", "row_001")]
    public async Task Case_is_run_as_often_as_it_is_told(string verb, string column, string caseId)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await RunAsync(folder, verb, "--run-name", "demo", "--max-examples", "2", "--trials", "3");

        Assert.True(exitCode == 0, error);
        RunFiles run = folder.Run("demo");
        Assert.Equal(6, run.Table.Rows.Count);
        Assert.Equal(["1", "2", "3"], run.Column("trial").Take(3));
        Assert.Equal(3, run.Column(column).Count(id => id == caseId));
        Assert.All(run.Column("planned"), planned => Assert.Equal("6", planned));
        Assert.Equal(
            (1.0, 2),
            (run.Summary.GetProperty("pass^3").GetDouble(), run.Summary.GetProperty("pass^3_n").GetInt32()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("pass^3 == 1", 0)]
    [InlineData("pass^3[example_id=crawl_002] == 1", 0)]
    [InlineData("pass^4 == 1", 1)]
    [InlineData("cases == 6", 0)]
    public async Task Gate_counts_trials(string rule, int expected)
    {
        using var folder = new CliFolder();
        await RunAsync(folder, "crawl", "--run-name", "demo", "--max-examples", "2", "--trials", "3");

        (int exitCode, string output, _) = await folder.RunAsync(
            "gate", folder.PathOf("results", "demo"), "--require", rule, "--allow-sandbox", "--allow-partial-data");

        Assert.True(exitCode == expected, output);
    }

    [Fact(Timeout = 300_000)]
    public async Task Evidence_of_each_trial_has_a_file_of_its_own()
    {
        using var folder = new CliFolder();
        await RunAsync(folder, "crawl", "--run-name", "demo", "--max-examples", "1", "--trials", "2");

        RunFiles run = folder.Run("demo");
        Assert.Equal(
            ["crawl_001.trial1.jsonl", "crawl_001.trial2.jsonl"],
            Directory.GetFiles(run.PathOf("events")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["crawl_001.trial1", "crawl_001.trial2"],
            Directory.GetDirectories(run.PathOf("audio")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Trial_that_did_not_pass_is_run_again_by_the_run_that_it_failed_in()
    {
        using var folder = new CliFolder();
        await RunAsync(
            folder, "crawl", "--run-name", "first", "--max-examples", "3", "--trials", "2",
            "--sandbox-fault", "close:1001x1@crawl_002.trial2", "--retry-limit", "0");
        Assert.Equal(
            ["crawl_002"],
            folder.Run("first").Journal.Where(result => result.Outcome != RealtimeEvals.Model.Outcome.Pass).Select(one => one.CaseId));

        (int exitCode, _, string error) = await RunAsync(
            folder, "crawl", "--run-name", "again", "--trials", "2", "--failed-in", "first");

        Assert.True(exitCode == 0, error);
        Assert.Equal([("crawl_002", 2)], folder.Run("again").Journal.Select(result => (result.CaseId, result.Trial)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Case_that_is_attempted_again_keeps_the_event_log_of_the_attempt_before()
    {
        using var folder = new CliFolder();
        await RunAsync(
            folder, "crawl", "--run-name", "demo", "--max-examples", "2",
            "--sandbox-fault", "close:1001x1@crawl_002", "--retry-limit", "0");
        RunFiles run = folder.Run("demo");
        string before = File.ReadAllText(run.PathOf("events", "crawl_002.jsonl"));

        (int exitCode, _, string error) = await RunAsync(
            folder, "crawl", "--run-name", "demo", "--max-examples", "2", "--resume", "--retry-errors");

        Assert.True(exitCode == 0, error);
        Assert.Equal(before, File.ReadAllText(run.PathOf("events", "crawl_002.jsonl")));
        string second = File.ReadAllText(run.PathOf("attempts", "2", "events", "crawl_002.jsonl"));
        Assert.Contains("response.done", second, StringComparison.Ordinal);
        Assert.Equal(["crawl_002.jsonl"], Directory.GetFiles(run.PathOf("attempts", "2", "events")).Select(Path.GetFileName));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("crawl", "--trials", "101")]
    [InlineData("walk", "--trials", "-1")]
    public async Task Number_of_trials_that_cannot_be_is_refused_before_anything_is_spent(string verb, string flag, string value)
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await RunAsync(folder, verb, flag, value);

        Assert.Equal(2, exitCode);
        Assert.Contains($"The number of trials is {value}; it must be 1 to 100.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("results")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Answers_that_come_from_a_file_have_no_trials()
    {
        using var folder = new CliFolder();

        (int exitCode, _, string error) = await folder.RunAsync(
            "refusal-smoke", "--backend", "replay", "--answers", folder.Write("a.jsonl", ""), "--trials", "2");

        Assert.Equal(2, exitCode);
        Assert.Contains("there are no trials", error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", true, 48, 0, 0)]
    [InlineData("answer:wrong@row_003.trial2", false, 47, 1, 0)]
    [InlineData("answer:403@row_003.trial2", false, 47, 0, 1)]
    public async Task Row_of_a_smoke_passes_with_all_of_its_trials(string fault, bool passes, int passed, int failed, int errored)
    {
        using var folder = new CliFolder();
        string[] faults = fault.Length > 0 ? ["--sandbox-fault", fault] : [];

        await RunAsync(
            folder, "refusal-smoke", ["--allow-sandbox", "--trials", "2", "--out", "result.json", "--retry-limit", "0", .. faults]);

        using var result = JsonDocument.Parse(File.ReadAllText(folder.PathOf("result.json")));
        Assert.Equal(passes, result.RootElement.GetProperty("gate_pass").GetBoolean());
        JsonElement counts = result.RootElement.GetProperty("result_counts");
        Assert.Equal(
            (48, passed, failed, errored),
            (Count("total"), Count("passed"), Count("failed"), Count("errored")));
        if (!passes) return;
        string status = Path.Combine(Repository.Root, "tests", "RealtimeEvals.Tests", "Pulse", "pulse-status-core.json");
        folder.Write("status.json", File.ReadAllText(status));

        (int exitCode, string output, string error) = await folder.RunAsync(
            "pulse", "--status-json", "status.json", "--result", "result.json", "--allow-sandbox");

        Assert.True(exitCode == 0, output + error);

        int Count(string name) => counts.GetProperty(name).GetInt32();
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_the_setting_is_resumed_as_one_of_one_trial()
    {
        using var folder = new CliFolder();
        await RunAsync(folder, "crawl", "--run-name", "demo", "--max-examples", "2");
        using var settings = JsonDocument.Parse(File.ReadAllText(folder.Run("demo").PathOf("run.json")));
        Assert.False(settings.RootElement.GetProperty("settings").TryGetProperty("trials", out _));

        (int exitCode, _, string error) = await RunAsync(
            folder, "crawl", "--run-name", "demo", "--max-examples", "2", "--trials", "2", "--resume");

        Assert.Equal(2, exitCode);
        Assert.Contains("trials", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(CliFolder folder, string verb, params string[] arguments) =>
        folder.RunAsync(
            [
                .. verb.Split(' '), "--sandbox", "--throttle-limit", "4", .. arguments,
                .. verb == "walk" ? Array.Empty<string>() : ["--speech-cache", folder.PathOf("speech")],
            ]);
}
