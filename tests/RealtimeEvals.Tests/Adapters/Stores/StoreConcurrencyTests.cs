using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

public sealed class StoreConcurrencyTests : StoreFixture
{
    private const int Turns = 25;

    [Fact]
    public async Task Processes_make_one_store_and_write_it_at_once()
    {
        string[] names = ["a", "b", "c"];
        Process[] processes = [.. names.Select(name => StoreChild.Start(Database, name, Turns))];

        foreach (Process process in processes)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        using SqliteStore store = Open();
        Assert.Equal(
            names.Select(name => (name, Turns)),
            store.ListBenchmarks().Select(run => (run.Id, run.TurnCount)).OrderBy(run => run.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Turns_that_were_taken_outlive_a_killed_process()
    {
        using Process process = StoreChild.Start(Database, "killed", 100_000);
        string? taken = null;
        while (taken != "10") taken = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        process.Kill();

        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        int last = said.Split('\n')[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture)).DefaultIfEmpty(10).Last();
        using SqliteStore store = Open();
        BenchmarkRun run = Assert.Single(store.ListBenchmarks());
        Assert.InRange(run.TurnCount, last, last + 1);
        Assert.Equal(run.TurnCount, store.FindBenchmark(run.Key)!.Turns.Count);
        Assert.Equal(BenchmarkStatus.Running, run.Status);
    }

    [Fact]
    public async Task Threads_use_one_object_at_once()
    {
        using SqliteStore store = Open();

        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (number, _) =>
        {
            long key = store.Save(new BenchmarkRun { Id = $"{number}" });
            for (int turn = 1; turn <= Turns; turn++)
            {
                store.Add(key, new BenchmarkTurn(turn, Speaker.Agent, "Well?"));
                Assert.Equal(turn, store.FindBenchmark(key)!.TurnCount);
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal([Turns, Turns, Turns, Turns], store.ListBenchmarks().Select(run => run.TurnCount));
    }

    [Fact]
    public async Task Threads_make_one_store_at_once()
    {
        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (number, _) =>
        {
            using SqliteStore store = Open();
            store.Save(StoredRuns.Run($"/runs/{number}"));
            return ValueTask.CompletedTask;
        });

        using SqliteStore all = Open();
        Assert.Equal(4, all.ListRuns().Count);
    }
}
