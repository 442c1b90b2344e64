using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>A pipe in the place of a file of a run, which whoever may write there can put there.</summary>
public sealed class PlantedPipeCliTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Theory(Timeout = 240_000, SkipUnless = nameof(IsUnix), Skip = "Windows has no such files.")]
    [InlineData("run.json")]
    [InlineData("journal.jsonl")]
    [InlineData("results.csv")]
    [InlineData("summary.json")]
    [InlineData("events/crawl_001.jsonl")]
    [InlineData(".lock")]
    public async Task Pipe_in_a_run_is_not_waited_for(string name)
    {
        (int code, _, string error) = await _folder.CrawlAsync(
            "--sandbox", "--sandbox-fault", "status@crawl_001", "--run-name", "demo", "--max-examples", "1");
        Assert.True(code == 3, error);
        string file = _folder.PathOf("results", "demo", name);
        File.Delete(file);
        UnixFile.MakePipe(file);

        (int gate, _, _) = await _folder.RunAsync("gate", "demo", "--require", "errored <= 1", "--allow-sandbox", "--allow-partial-data");
        (int measured, _, string measuring) = await _folder.RunAsync("measure", _folder.PathOf("results", "demo"));
        (int resumed, _, string resuming) = await _folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "1", "--resume");

        Assert.True(gate != 0 || name is "events/crawl_001.jsonl" or ".lock", "The gate passed.");
        Assert.DoesNotContain("Unexpected", measuring + resuming, StringComparison.Ordinal);
        Assert.True(measured is 0 or 2 or 3 && resumed is 0 or 2 or 3, $"{measured} {measuring} {resumed} {resuming}");
    }

    public void Dispose() => _folder.Dispose();
}
