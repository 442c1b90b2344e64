using System.Diagnostics;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class CrawlStopCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Interrupted_run_is_exit_code_130_and_readable()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill on Windows.");
        using var folder = new CliFolder();
        using Process process = await folder.StartAndAwaitAsync(1, "--run-name", "demo");

        await Signals.SendAsync("-INT", process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        RunFiles run = folder.Run("demo");
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("cancelled", run.Manifest.GetProperty("state").GetString());
        Assert.InRange(run.Table.Rows.Count, 1, 17);
        Assert.Equal(run.Journal.Select(result => result.CaseId), run.Column("example_id"));
        Assert.Equal(run.Table.Rows.Count, run.Summary.GetProperty("passed").GetInt32());
        Assert.False(File.Exists(run.PathOf("run.lock")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_run_keeps_what_was_finished_and_is_resumed_to_its_end()
    {
        using var folder = new CliFolder();
        using Process process = await folder.StartAndAwaitAsync(2, "--run-name", "demo", "--max-examples", "4");

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        RunFiles run = folder.Run("demo");
        string[] before = run.JournalLines;
        IReadOnlyList<CrawlResult> finished = run.Journal;
        Assert.InRange(finished.Count, 2, 3);
        Assert.Equal(finished.Select(result => result.CaseId), run.Column("example_id"));
        Assert.Equal("running", run.Manifest.GetProperty("state").GetString());

        (int exitCode, _, string error) = await folder.CrawlAsync(
            "--sandbox", "--real-time", "--throttle-limit", "4", "--run-name", "demo", "--max-examples", "4", "--resume");

        Assert.True(exitCode == 0, error);
        Assert.Equal(["crawl_001", "crawl_002", "crawl_003", "crawl_004"], run.Column("example_id"));
        Assert.Equal(before.Take(finished.Count), run.JournalLines.Take(finished.Count));
        Assert.Equal(4, run.Journal.Count);
        Assert.Equal("completed", run.Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_another_process_writes_is_left_alone()
    {
        using var folder = new CliFolder();
        using Process process = await folder.StartAndAwaitAsync(1, "--run-name", "demo");

        (int exitCode, string output, string error) = await folder.CrawlAsync("--sandbox", "--real-time", "--run-name", "demo", "--resume");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("error RunInUse: ", error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("nothing")]
    [InlineData("run.lock")]
    [InlineData(".run.json.4711-0123456789abcdef0123456789abcdef.tmp")]
    public async Task Run_that_died_before_its_manifest_was_written_is_resumed(string left)
    {
        using var folder = new CliFolder();
        Directory.CreateDirectory(folder.PathOf("results", "demo"));
        if (left != "nothing") await File.WriteAllTextAsync(folder.Run("demo").PathOf(left), "", TestContext.Current.CancellationToken);

        (int exitCode, _, string error) = await folder.CrawlAsync("--sandbox", "--run-name", "demo", "--max-examples", "2", "--resume");

        Assert.True(exitCode == 0, error);
        Assert.Equal(2, folder.Run("demo").Journal.Count);
        Assert.DoesNotContain(Directory.GetFiles(folder.PathOf("results", "demo")), file => Path.GetFileName(file) == left);
    }
}
