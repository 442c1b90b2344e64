using System.Diagnostics;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>A process that is ended while the second of three conversations is in its second turn.</summary>
public sealed class ConversationStopCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Killed_run_keeps_what_was_finished_is_measured_as_what_it_is_and_is_resumed_to_its_end()
    {
        using var folder = new CliFolder();
        using Process process = await StartAsync(folder, "--sandbox-fault", "stall:100000@refund/assistant#2");

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        RunFiles run = folder.Run("demo");
        string content = run.ReadShared("journal.jsonl");
        Assert.EndsWith("\n", content, StringComparison.Ordinal);
        string[] before = run.JournalLines;
        Assert.All(before, line => Assert.Equal("private_details", Given.Json(line).GetProperty("conversation_id").GetString()));
        Assert.Equal(Outcome.Pass, Journal(folder)[^1].Outcome);
        Assert.Equal(["private_details", "private_details", "private_details", "refund"], run.Column("conversation_id"));
        Assert.Equal("running", run.Manifest.GetProperty("state").GetString());
        Assert.False(File.Exists(run.PathOf("summary.json")));

        var said = await folder.RunAsync("measure", Path.Combine("results", "demo"));

        Assert.Equal(3, said.ExitCode);
        Assert.Contains("1 of 3 conversations have been held", said.Error, StringComparison.Ordinal);
        Assert.Equal(
            (3, 1, "inconclusive"),
            (
                run.Summary.GetProperty("planned").GetInt32(),
                run.Summary.GetProperty("passed").GetInt32(),
                run.Summary.GetProperty("run_outcome").GetString()));
        Assert.Equal("running", run.Manifest.GetProperty("state").GetString());

        said = await folder.RunAsync([.. Arguments(folder), "--sandbox-fault", "handshake:500@private_details", "--resume"]);

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.Equal(before, run.JournalLines[..before.Length]);
        Assert.Equal(["private_details", "refund", "order_status"], run.Column("conversation_id").Distinct(StringComparer.Ordinal));
        Assert.Equal(11, run.Table.Rows.Count);
        Assert.Equal(
            (3, 3, "completed"),
            (
                run.Summary.GetProperty("planned").GetInt32(),
                run.Summary.GetProperty("passed").GetInt32(),
                run.Manifest.GetProperty("state").GetString()));
        Assert.Equal("pass", run.Summary.GetProperty("run_outcome").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Interrupted_run_is_exit_code_130_and_readable()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill on Windows.");
        using var folder = new CliFolder();
        using Process process = await StartAsync(folder, "--sandbox-fault", "stall:100000@refund/assistant#2");

        await Signals.SendAsync("-INT", process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        RunFiles run = folder.Run("demo");
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("cancelled", run.Manifest.GetProperty("state").GetString());
        Assert.Equal(
            (1, "inconclusive"),
            (run.Summary.GetProperty("passed").GetInt32(), run.Summary.GetProperty("run_outcome").GetString()));
        Assert.Contains("private_details", run.Column("conversation_id"));
        Assert.Equal("private_details", Assert.Single(Journal(folder), entry => entry.IsJudged).ConversationId);
        Assert.StartsWith(
            "TURN 1 USER: Hi there.", await File.ReadAllTextAsync(run.PathOf("conversations", "refund.txt")), StringComparison.Ordinal);
        Assert.True(File.Exists(run.PathOf("audio", "refund", "turn_01_assistant.wav")));
        Assert.False(File.Exists(run.PathOf("run.lock")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_measurement_is_no_evidence_until_it_is_made_again()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "private_details");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        using (Process process = Support.Cli.Start(
            setup.Folder, null, "measure", setup.RunPath, "--judge", "--sandbox", "--sandbox-fault", "judge:hang@refund"))
        {
            await AwaitAsync(
                process,
                () => setup.Files.Manifest.GetProperty("state").GetString() == "running"
                    && setup.Journal.Any(entry => entry.ConversationId == "private_details"));
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("running", setup.Files.Manifest.GetProperty("state").GetString());
        Assert.False(File.Exists(setup.Files.PathOf("summary.json")));

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal(
            ("completed", "pass"),
            (setup.Files.Manifest.GetProperty("state").GetString(), setup.Files.Summary.GetProperty("run_outcome").GetString()));
    }

    private static IReadOnlyList<ConversationResult> Journal(CliFolder folder) =>
        ConversationSetup.ReadJournal(folder.PathOf("results", "demo"));

    private static string[] Arguments(CliFolder folder) =>
    [
        "run", "--sandbox", "--throttle-limit", "1", "--run-name", "demo",
        "--speech-cache", folder.PathOf("speech"), "--data-csv", folder.PathOf("data", "simulations.csv"),
    ];

    private static async Task<Process> StartAsync(CliFolder folder, params string[] arguments)
    {
        ConversationSetup.CopySimulations(folder.PathOf("data"), "private_details", "refund", "order_status");
        Process process = Support.Cli.Start(folder.Path, null, [.. Arguments(folder), .. arguments]);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await AwaitAsync(process, () => File.Exists(folder.Run("demo").PathOf("results.csv")) && folder.Run("demo").Table.Rows.Count == 4);
        return process;
    }

    /// <summary>Waits until a process has come so far.</summary>
    private static async Task AwaitAsync(Process process, Func<bool> hasCome)
    {
        try
        {
            while (!hasCome())
            {
                Assert.False(process.HasExited, "The process ended too early.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }
}
