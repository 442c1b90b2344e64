using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class PulseCliTests : IDisposable
{
    private readonly CliFolder _folder = new();

    private string Status => _folder.PathOf("status.json");

    [Theory(Timeout = 300_000)]
    [InlineData("", "false", "The sandbox answered")]
    [InlineData("--allow-sandbox", "true", "")]
    public async Task Refusal_smoke_on_the_sandbox_passes_only_as_a_rehearsal(string flag, string value, string reason)
    {
        _folder.Write("status.json", StatusFiles.Baseline);

        var said = await _folder.RunAsync(
            [
                "refusal-smoke", "--sandbox", "--run-name", "demo", "--status-json", "status.json",
                .. flag.Length > 0 ? [flag] : Array.Empty<string>(),
            ]);

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.Contains($"Gate openai_evals_refusal_smoke_pass: {value}", said.Output, StringComparison.Ordinal);
        Assert.Contains(reason, said.Output, StringComparison.Ordinal);
        Assert.Equal(value, PulseStatusReader.Read(Status).Only([GreenStatus.Gate]).Gates[0].Value);
        string path = _folder.PathOf("results", "demo", SmokeResultFile.FileName);
        SmokeContract.AssertHolds(Given.Json(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));
        var trace =
            Given.Json(await File.ReadAllTextAsync(Status, TestContext.Current.CancellationToken))
                .GetProperty("openai_evals_v0").GetProperty("refusal_smoke");
        Assert.Equal(
            ($"demo/{SmokeResultFile.FileName}", RealtimeEvals.Files.FileHash.OfFile(path)),
            (trace.GetProperty("result_json").GetString(), trace.GetProperty("result_sha256").GetString()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", "false", 0)]
    [InlineData("--compatible-dry-run", "true", 0)]
    [InlineData("--fail-on-false", "false", 1)]
    public async Task Dry_run_is_true_only_where_that_was_asked_for(string flag, string value, int exitCode)
    {
        _folder.Write("status.json", StatusFiles.Baseline);

        var said = await _folder.RunAsync(
            ["refusal-smoke", "--dry-run", "--status-json", "status.json", .. flag.Length > 0 ? [flag] : Array.Empty<string>()]);

        Assert.True(said.ExitCode == exitCode, said.Error);
        Assert.Equal(value, PulseStatusReader.Read(Status).Only([GreenStatus.Gate]).Gates[0].Value);
        SmokeContract.AssertHolds(
            Given.Json(await File.ReadAllTextAsync(_folder.PathOf(SmokeResultFile.FileName), TestContext.Current.CancellationToken)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Dry_run_makes_a_status_file_only_where_the_reference_does()
    {
        var said = await _folder.RunAsync("refusal-smoke", "--dry-run", "--status-json", "status.json");
        Assert.Equal(3, said.ExitCode);
        Assert.Contains("error StatusFileMissing: ", said.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));

        said = await _folder.RunAsync("refusal-smoke", "--dry-run", "--compatible-dry-run", "--status-json", "status.json");
        Assert.True(said.ExitCode == 0, said.Error);
        Assert.True(PulseStatusReader.Read(Status).AllPass);
    }

    [Fact(Timeout = 300_000)]
    public async Task Pulse_writes_a_gate_from_a_result_file()
    {
        _folder.Write("status.json", StatusFiles.Baseline);
        _folder.Write("rows.jsonl", GreenStatus.Rows);
        SmokeResultFile.Write(_folder.PathOf("result.json"), GreenStatus.GoodResult);

        var said = await _folder.RunAsync("pulse", "--status-json", "status.json", "--result", "result.json", "--fail-on-false");

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.True(PulseStatusReader.Read(Status).Only([GreenStatus.Gate]).AllPass);
    }

    /// <summary>A result is as old as it is at the moment of the decision.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("24", 0)]
    [InlineData("0.0000001", 1)]
    [InlineData("-1", 2)]
    public async Task Age_of_a_result_file_can_be_limited(string hours, int exitCode)
    {
        _folder.Write("status.json", StatusFiles.Baseline);
        _folder.Write("rows.jsonl", GreenStatus.Rows);
        SmokeResultFile.Write(
            _folder.PathOf("result.json"), GreenStatus.GoodResult with { TimestampUtc = TimeProvider.System.GetUtcNow() });

        var said = await _folder.RunAsync(
            "pulse", "--status-json", "status.json", "--result", "result.json", "--fail-on-false", "--max-age-hours", hours);

        Assert.Equal(exitCode, said.ExitCode);
        Assert.Equal(exitCode == 0, PulseStatusReader.Read(Status).Only([GreenStatus.Gate]).AllPass);
    }

    /// <summary>The evidence that a true gate is written from again, and the exit code.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("--result none.json", 2)]
    [InlineData("--result broken.json", 2)]
    [InlineData("--result false.json", 0)]
    [InlineData("--result false.json --fail-on-false", 1)]
    [InlineData("--result sandbox.json --fail-on-false", 1)]
    [InlineData("--result part.json --fail-on-false", 1)]
    [InlineData("--result other.json", 2)]
    [InlineData("--run none --require pass_rate>=0.9", 2)]
    [InlineData("--run none", 2)]
    [InlineData("--result broken.json --run none", 2)]
    public async Task Evidence_that_is_not_good_leaves_no_true_gate(string arguments, int exitCode)
    {
        await GreenStatus.WriteAsync(Status, "");
        _folder.Write("rows.jsonl", GreenStatus.Rows);
        SmokeResultFile.Write(_folder.PathOf("part.json"), GreenStatus.GoodResult with { ResultCounts = new RefusalCounts(1, 1, 0, 0) });
        _folder.Write("broken.json", "{\"gate_pass\":true");
        SmokeResultFile.Write(_folder.PathOf("false.json"), GreenStatus.GoodResult with { GatePass = false });
        SmokeResultFile.Write(_folder.PathOf("sandbox.json"), GreenStatus.GoodResult with { Provider = "sandbox" });
        SmokeResultFile.Write(_folder.PathOf("other.json"), GreenStatus.GoodResult with { GateKey = "another_gate" });

        var said = await _folder.RunAsync(["pulse", "--status-json", "status.json", .. arguments.Split(' ')]);

        Assert.True(said.ExitCode == exitCode, said.Error);
        Assert.Equal(
            [new PulseGate(GreenStatus.Gate, "false", false, false)],
            PulseStatusReader.Read(Status).Only([GreenStatus.Gate]).Gates);
    }

    [Fact(Timeout = 300_000)]
    public async Task Pulse_that_only_shows_changes_nothing()
    {
        string before = await GreenStatus.WriteAsync(Status, "");

        var said = await _folder.RunAsync("pulse", "--status-json", "status.json");

        Assert.Equal(0, said.ExitCode);
        Assert.Contains("  true   openai_evals_refusal_smoke_pass", said.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Status, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();
}
