using System.Diagnostics;
using RealtimeEvals.Tests.Harness.Refusals;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>A gate that was true before is false after a program that is killed, stopped or told the wrong things.</summary>
public sealed class StaleGateCliTests
{
    public static MatrixTheoryData<string, string> Ends =>
        new(["response", "chat", "upload", "eval", "run", "poll", "items", "handshake", "speech"], ["-KILL", "-INT"]);

    /// <summary>What is wrong with a run, its exit code and the id of its error.</summary>
    public static TheoryData<string, int, string> Wrong => new()
    {
        { "--dataset bad.jsonl", 2, "InvalidInput" },
        { "--dataset none.jsonl", 2, "InvalidInput" },
        { "--unconfirmed", 2, "InvalidSetting" },
        { "--keyless", 2, "ApiKeyMissing" },
        { "--endpoint nowhere", 2, "InvalidEndpoint" },
        { "--require nonsense", 2, "" },
        { "--require pass_rate>=0.9 --dry-run", 2, "InvalidSetting" },
        { "--compatible-dry-run", 2, "InvalidSetting" },
        { "--max-dataset-lines 3", 2, "InvalidSetting" },
        { "--backend replay --answers none.jsonl", 2, "InvalidInput" },
        { "--backend azureevals --max-examples 1", 2, "InvalidSetting" },
        { "--out rows.jsonl", 2, "InvalidSetting" },
        { "--out folder", 3, "EvidenceNotWritten" },
        { "--results-dir rows.jsonl", 2, "ResultsNotWritable" },
        { "--dry-run", 0, "" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Ends))]
    public async Task Program_that_is_ended_at_a_stage_leaves_no_true_gate(string stage, string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill on Windows.");
        using var folder = new CliFolder();
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = new RefusalService(async (call, stop) =>
        {
            if (call.Stage != stage) return false;
            await Signals.SendAsync(signal, await started.Task);
            return await RefusalService.HangAsync(stop);
        });
        string before = await GreenStatus.WriteAsync(folder.PathOf("status.json"), folder.PathOf("result.json"));
        folder.Write("rows.jsonl", RefusalService.Dataset);
        string[] voice = stage is "handshake" or "speech" ? ["--voice", "--speech-cache", folder.PathOf("speech")] : [];

        using Process process = Support.Cli.Start(
            folder.Path,
            null,
            [.. Arguments(service), "--throttle-limit", "1", "--backend", StaleGateTests.BackendOf(stage).ToString(), .. voice]);
        started.SetResult(process);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == (signal == "-INT" ? 130 : 137), await output + await error);
        GreenStatus.AssertFalse(
            before, folder.PathOf("status.json"), folder.PathOf("result.json"), signal == "-INT" ? "failed" : "pending");
        Assert.False(File.Exists(folder.PathOf("result.json")));
        if (signal == "-INT" && stage is "poll" or "items") Assert.Equal(["delete eval", "delete file"], service.Stages.TakeLast(2));
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Wrong))]
    public async Task Program_that_is_told_the_wrong_things_sends_nothing_and_leaves_no_true_gate(
        string wrong, int exitCode, string errorId)
    {
        using var folder = new CliFolder();
        await using var service = new RefusalService();
        string before = await GreenStatus.WriteAsync(folder.PathOf("status.json"), folder.PathOf("result.json"));
        folder.Write("rows.jsonl", RefusalService.Dataset);
        folder.Write("bad.jsonl", "{}\nwords\n");
        Directory.CreateDirectory(folder.PathOf("folder"));
        string[] arguments = wrong switch
        {
            "--unconfirmed" => [.. Arguments(service).Where(argument => argument != "--confirm-real")],
            "--keyless" =>
                [.. Arguments(service).Select(argument => argument == service.BaseAddress ? "https://example.invalid/v1" : argument)],
            _ => Merge(Arguments(service), wrong.Split(' ')),
        };

        var said = await folder.RunAsync(arguments);

        Assert.True(said.ExitCode == exitCode, said.Error);
        if (errorId.Length > 0) Assert.Contains($"error {errorId}: ", said.Error, StringComparison.Ordinal);
        Assert.Empty(service.Calls);
        GreenStatus.AssertFalse(
            before,
            folder.PathOf("status.json"),
            wrong.StartsWith("--out", StringComparison.Ordinal) ? "" : folder.PathOf("result.json"),
            exitCode == 0 ? "dry_run" : "failed");
        Assert.Equal(
            RefusalService.Dataset,
            await File.ReadAllTextAsync(folder.PathOf("rows.jsonl"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_problem_is_said_at_once()
    {
        using var folder = new CliFolder();
        folder.Write("rows.jsonl", RefusalService.Dataset);
        var said = await folder.RunAsync(
            "refusal-smoke", "--base-url", "http://127.0.0.1:9/v1", "--dataset", "rows.jsonl",
            "--max-dataset-lines", "3", "--temperature", "3", "--backend", "responses", "--answers", "a.jsonl", "--poll-interval", "0",
            "--resume", "--force");

        Assert.Equal(2, said.ExitCode);
        Assert.All(
            ["--confirm-real", "temperature is 3", "has 4 lines", "poll interval", "A file of answers", "either replaced or resumed"],
            part => Assert.Contains(part, said.Error, StringComparison.Ordinal));
        Assert.Equal([folder.PathOf("rows.jsonl")], Directory.GetFileSystemEntries(folder.Path));
    }

    private static string[] Arguments(RefusalService service) =>
        [
            "refusal-smoke", "--confirm-real", "--base-url", service.BaseAddress, "--run-name", "demo",
            "--status-json", "status.json", "--retry-limit", "0", "--dataset", "rows.jsonl", "--out", "result.json",
        ];

    /// <summary>The arguments with those that are named again in their place.</summary>
    private static string[] Merge(string[] arguments, string[] others)
    {
        List<string> merged = [.. arguments];
        int known = merged.IndexOf(others[0]);
        if (known >= 0) merged.RemoveRange(known, 2);
        int address = others[0] == "--endpoint" ? merged.IndexOf("--base-url") : -1;
        if (address >= 0) merged.RemoveRange(address, 2);
        return [.. merged, .. others];
    }
}
