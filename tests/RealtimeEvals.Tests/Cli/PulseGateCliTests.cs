using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What pulse and its neighbours must not let through, however the command line is put.</summary>
public sealed class PulseGateCliTests : IDisposable
{
    private const string Smoke = "openai_evals_refusal_smoke_pass";

    private readonly CliFolder _folder = new();

    public PulseGateCliTests() =>
        _folder.Write("S.json", """{"version":"1","gates":{"ok":true,"bad":false,"openai_evals_refusal_smoke_pass":true}}""");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 1)]
    [InlineData("--gate-key bad", 1)]
    [InlineData("--gate-key nowhere", 1)]
    [InlineData("--gate-key ok", 0)]
    public async Task Fail_on_false_judges_what_is_shown(string more, int expected) =>
        Assert.Equal(expected, await PulseAsync($"--fail-on-false {more}"));

    [Fact]
    public async Task Rules_need_a_run_that_they_are_about()
    {
        Assert.Equal(2, await PulseAsync("--require errored==0"));
        Assert.Contains("\"openai_evals_refusal_smoke_pass\":true", Status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData($"--gate-key {Smoke}")]
    public async Task Gate_of_the_refusal_smoke_is_not_written_from_a_run(string key)
    {
        Assert.Equal(0, (await _folder.CrawlAsync("--sandbox", "--run-name", "a", "--max-examples", "1")).ExitCode);
        Assert.Equal(2, await PulseAsync($"--run results/a --require errored==0 --allow-sandbox {key}"));
        Assert.DoesNotContain(
            "\"realtime_evals\":{\"openai_evals_refusal_smoke_pass\":{\"kind\":\"gate\",\"verdict\":\"Passed\"",
            Status,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_of_a_refusal_smoke_decide_its_gate_too()
    {
        (int code, _, _) = await _folder.RunAsync(
            "refusal-smoke", "--sandbox", "--allow-sandbox",
            "--status-json", "S.json", "--out", "r.json", "--require", "passed > 1000");

        Assert.Equal(1, code);
        Assert.Contains($"\"{Smoke}\":false", Status, StringComparison.Ordinal);
        Assert.Contains(
            "\"gate_pass\": false",
            await File.ReadAllTextAsync(_folder.PathOf("r.json"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_beside_a_result_are_not_passed_over_and_a_layer_under_meta_has_a_verdict_too()
    {
        Assert.Equal(
            0,
            (await _folder.RunAsync("refusal-smoke", "--sandbox", "--allow-sandbox", "--out", "r.json")).ExitCode);

        Assert.Equal(2, await PulseAsync("--result r.json --allow-sandbox --require passed>1000"));
        Assert.Contains($"\"{Smoke}\":false", Status, StringComparison.Ordinal);
        Assert.Equal(0, await PulseAsync("--result r.json --allow-sandbox --placement meta --fail-on-false"));
        Assert.Equal(1, await PulseAsync("--result r.json --placement meta --fail-on-false"));
    }

    [Fact]
    public async Task Set_of_a_policy_needs_the_policy() =>
        Assert.Equal(2, (await _folder.CrawlAsync("--sandbox", "--policy-set", "release", "--require", "errored == 0")).ExitCode);

    [Fact]
    public async Task Report_replaces_no_file_of_a_run()
    {
        Assert.Equal(0, (await _folder.CrawlAsync("--sandbox", "--run-name", "a", "--max-examples", "1")).ExitCode);
        string before = await File.ReadAllTextAsync(_folder.PathOf("results", "a", "run.json"), TestContext.Current.CancellationToken);

        (int code, _, string error) = await _folder.RunAsync("report", "a", "--format", "junit", "--output-file", "results/a/run.json");

        Assert.Equal(2, code);
        Assert.Contains("ReportExists", error, StringComparison.Ordinal);
        Assert.Equal(
            before,
            await File.ReadAllTextAsync(_folder.PathOf("results", "a", "run.json"), TestContext.Current.CancellationToken));
    }

    private string Status => File.ReadAllText(_folder.PathOf("S.json")).Replace(" ", "", StringComparison.Ordinal);

    private async Task<int> PulseAsync(string arguments) =>
        (await _folder.RunAsync(
            ["pulse", "--status-json", "S.json", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).ExitCode;
}
