using System.Diagnostics;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>
/// A run of forty cases, some of which fail for good, is killed again and again, and resumed each time. It ends as the run that nobody
/// disturbed, and nothing that was finished is asked for a second time.
/// </summary>
public sealed class OftenKilledRunTests
{
    private const int Cases = 40;
    private const int Seed = 20261130;
    private const string Name = "nightly";

    /// <summary>The verb with its arguments, and the faults of the service, which do not depend on how often it was asked.</summary>
    public static TheoryData<string, string[]> Runs => new()
    {
        { "crawl --max-examples 10 --trials 4", ["status:failed@crawl_003", "error@crawl_005.trial2", "empty@crawl_007"] },
        { "walk --max-examples 10 --trials 4", ["status:failed@crawl_003", "malformed@crawl_006.trial3"] },
        { "run --max-examples 4 --trials 10", ["error@refund.trial3/assistant#2", "judge:prose@order_status.trial2"] },
        { "refusal-smoke --max-examples 10 --trials 4 --confirm-real", ["answer:500@row_004", "answer:wrong@row_006.trial2"] },
        { "benchmark --trials 20 --prompt-value FirstName=Ada", ["answer:500@clinic-intake.patient.trial4",
            "empty@job-screening.applicant#3"] },
    };

    [Theory(Timeout = 1_800_000)]
    [MemberData(nameof(Runs))]
    public async Task Run_that_is_killed_25_times_is_the_run_that_was_not(string verb, string[] faults)
    {
        using var folder = new CliFolder();
        await using SandboxServer sandbox = TestSandbox.Start(faults);
        await RunAsync(folder, sandbox, verb, "whole");
        var random = new Random(Seed);
        int[] deaths = [.. Enumerable.Range(0, 24).Select(_ => random.Next(0, Cases)).Order(), Cases];
        var closed = new List<(string Case, int Calls)>();

        foreach (int finished in deaths)
        {
            await KillAsync(folder, sandbox, verb, finished, random.Next(0, 40));
            closed.AddRange(Finished(folder).Select(one => (one, CallsOf(sandbox, one))));
        }

        await RunAsync(folder, sandbox, verb, Name);

        RunContent.Read(folder.PathOf("results", "whole")).AssertSame(folder.PathOf("results", Name), verb);
        Assert.Equal(Cases, folder.Run(Name).Summary.GetProperty("planned").GetInt32());
        Assert.NotEmpty(closed);
        Assert.All(closed, one => Assert.Equal(one.Calls, CallsOf(sandbox, one.Case)));
    }

    private static async Task RunAsync(CliFolder folder, SandboxServer sandbox, string verb, string name)
    {
        (int exitCode, _, string error) = await folder.RunAsync(Arguments(folder, sandbox, verb, name));
        Assert.True(exitCode is 0 or 1 or 3, $"{verb}: {exitCode} {error}");
    }

    /// <summary>Starts or resumes the run, and kills it a moment after so many cases are finished.</summary>
    private static async Task KillAsync(CliFolder folder, SandboxServer sandbox, string verb, int finished, int momentMs)
    {
        using Process process = Support.Cli.Start(folder.Path, null, Arguments(folder, sandbox, verb, Name));
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (Lines(folder) < finished && !process.HasExited)
        {
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(5, TestContext.Current.CancellationToken));
        }

        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(momentMs, TestContext.Current.CancellationToken));
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static string[] Arguments(CliFolder folder, SandboxServer sandbox, string verb, string name) =>
    [
        .. verb.Split(' '), "--run-name", name, "--throttle-limit", "2", "--skip-plots",
        "--endpoint", sandbox.Endpoint.AbsoluteUri, "--base-url", FormattableString.Invariant($"http://127.0.0.1:{sandbox.Port}/v1"),
        .. verb.StartsWith("walk", StringComparison.Ordinal) ? Array.Empty<string>() : ["--speech-cache", folder.PathOf("speech")],
        .. File.Exists(folder.PathOf("results", name, "run.json")) ? new[] { "--resume" } : [],
    ];

    private static int Lines(CliFolder folder) => JournalLines(folder).Count();

    /// <summary>The cases that are finished for good: with a verdict or an error, which a resume keeps.</summary>
    private static string[] Finished(CliFolder folder) =>
    [
        .. JournalLines(folder)
            .Where(line => (string?)line["outcome"] is "pass" or "fail" or "error")
            .Select(NameOf)
            .Distinct(StringComparer.Ordinal),
    ];

    private static string NameOf(JsonNode line)
    {
        string id = (string)(line["case_id"] ?? line["conversation_id"])!;
        int trial = (int)line["trial"]!;
        return line["case_id"] is not null && trial > 1 ? FormattableString.Invariant($"{id}.trial{trial}") : id;
    }

    private static IEnumerable<JsonNode> JournalLines(CliFolder folder)
    {
        string path = folder.PathOf("results", Name, "journal.jsonl");
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string text = reader.ReadToEnd();

        // What comes after the last end of a line is being written, or was cut off.
        foreach (string line in text.Split('\n')[..^1]) yield return JsonNode.Parse(line)!;
    }

    private static int CallsOf(SandboxServer sandbox, string name) => sandbox.Calls
        .Where(call => call.Key.Split('/') is [Name, .. string[] place] && place.Contains(name, StringComparer.Ordinal))
        .Sum(call => call.Value);
}
