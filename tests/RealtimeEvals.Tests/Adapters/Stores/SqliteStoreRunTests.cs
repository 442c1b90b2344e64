using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>Runs of all harnesses in a store, and interviews of other stores.</summary>
public sealed class SqliteStoreRunTests : StoreFixture
{
    [Fact]
    public void Save_run_keeps_every_property_and_replaces_it()
    {
        using SqliteStore store = Open();
        EvalRunSummary run = StoredRuns.Run();
        var bare = new EvalRunSummary { RunId = "x", Harness = "crawl", RunPath = "/runs/x" };
        store.Save(run with { Planned = 99, CostUsd = null, Duration = null });

        store.Save(run);
        store.Save(bare);

        Assert.Equal([run, bare], store.ListRuns());
    }

    [Fact]
    public void ForgetRun_takes_its_interviews_along()
    {
        using SqliteStore store = Open();
        store.Save(StoredRuns.Interview());
        store.Save(StoredRuns.Run());
        store.Save(StoredRuns.Run("/runs/weekly"));
        long imported = store.Save(StoredRuns.Interview(runPath: ""));

        store.ForgetRun("/runs/nightly");
        store.ForgetRun("");

        Assert.Equal(["/runs/weekly"], store.ListRuns().Select(run => run.RunPath));
        Assert.Equal([imported], store.ListBenchmarks().Select(run => run.Key));
    }

    [Fact]
    public void Import_adds_all_or_none()
    {
        using SqliteStore store = Open();
        store.Save(StoredRuns.Interview("a"));
        BenchmarkRun[] given = [.. new[] { "b", "a", "c", "c", "d" }.Select(id => StoredRuns.Interview(id, runPath: ""))];

        EvalException exception = Assert.Throws<EvalException>(() => store.Import(given));

        Assert.Equal("BenchmarkRunExists", exception.ErrorId);
        Assert.Contains("taken: a, c.", exception.Message, StringComparison.Ordinal);
        Assert.Single(store.ListBenchmarks());

        store.Import([given[0], given[2], given[4]]);

        Assert.Equal(["a", "b", "c", "d"], store.ListBenchmarks().Select(run => run.Id).Order(StringComparer.Ordinal));
        BenchmarkRun added = store.FindBenchmark(store.ListBenchmarks().Single(run => run.Id == "b").Key)!;
        Assert.Equal(given[0] with { Key = added.Key, StorePath = Database }, added);
    }
}
