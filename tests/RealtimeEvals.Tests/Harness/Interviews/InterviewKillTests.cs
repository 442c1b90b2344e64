using System.Diagnostics;
using RealtimeEvals.Adapters;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>An interview whose process is killed keeps every turn that the store had, and is finished by a resume.</summary>
public sealed class InterviewKillTests
{
    private const int MaximumTurns = 100;

    /// <summary>The numbers of lines in the store after which the process is killed, drawn from a seed.</summary>
    public static TheoryData<int> Moments
    {
        get
        {
            var random = new Random(20261130);
            return [.. Enumerable.Range(0, 5).Select(_ => random.Next(1, 80))];
        }
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Moments))]
    public async Task Killed_interview_loses_no_line_and_is_finished_by_a_resume(int lines)
    {
        using var folder = new CliFolder();
        await KillAsync(folder, lines);

        BenchmarkRun killed = Only(folder);
        Assert.Equal((BenchmarkStatus.Interrupted, "it was interrupted", null), (killed.Status, killed.Doubt, killed.EndReason));
        Assert.True(killed.Turns.Count >= lines, $"{killed.Turns.Count} of at least {lines} lines");
        AssertInOrder(killed);
        StoreRows.AssertWhole(folder.StorePath);
        Assert.Equal(RunState.Running, Run(folder).State);

        var said = await folder.RunAsync([.. Arguments(folder), "--resume"]);

        Assert.DoesNotContain("error ", said.Error, StringComparison.Ordinal);
        BenchmarkRun whole = Only(folder);
        Assert.Equal(
            (killed.Key, BenchmarkStatus.Completed, (EndReason?)EndReason.MaxTurns, 2 * MaximumTurns),
            (whole.Key, whole.Status, whole.EndReason, whole.Turns.Count));
        AssertInOrder(whole);
        StoreRows.AssertWhole(folder.StorePath);
        Assert.Equal((RunState.Completed, Outcome.Fail, 1), (Run(folder).State, Run(folder).Outcome, Run(folder).Failed));
    }

    private static async Task KillAsync(CliFolder folder, int lines)
    {
        using Process process = Support.Cli.Start(folder.Path, null, Arguments(folder));
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (StoreRows.CountTurns(folder.StorePath) < lines)
            {
                Assert.False(process.HasExited, "The process ended too early.");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string[] Arguments(CliFolder folder) =>
    [
        "benchmark", "--sandbox", "--run-name", "demo", "--prompt-pair", "looping-interviewer=endless-participant",
        "--prompt-value", "FirstName=Ada", "--max-turns", FormattableString.Invariant($"{MaximumTurns}"), "--time-limit", "3600",
        "--speech-cache", folder.PathOf("speech"),
    ];

    private static BenchmarkRun Only(CliFolder folder)
    {
        using IEvalStore store = AdapterServices.OpenStore(folder.StorePath, TimeProvider.System);
        return StoredBenchmarks.Find(store, Assert.Single(StoredBenchmarks.List(store)).Key)!;
    }

    private static EvalRunSummary Run(CliFolder folder)
    {
        using IEvalStore store = AdapterServices.OpenStore(folder.StorePath, TimeProvider.System);
        return Assert.Single(store.ListRuns());
    }

    /// <summary>Asserts that no line is missing: they are numbered from 1, and the sides take turns.</summary>
    private static void AssertInOrder(BenchmarkRun run)
    {
        Assert.Equal(Enumerable.Range(1, run.Turns.Count), run.Turns.Select(turn => turn.Number));
        Assert.All(run.Turns, turn => Assert.Equal(turn.Number % 2 == 1 ? Speaker.Participant : Speaker.Agent, turn.Speaker));
        Assert.Equal(run.Turns.Count, run.TurnCount);
    }
}
