using RealtimeEvals.Adapters;
using RealtimeEvals.Files;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Measuring;

/// <summary>Runs that are removed and renamed: nothing else goes with them, and what is left is whole.</summary>
public sealed class StoredRunUpkeepTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunCopy _run = new(crawl);

    [Fact(Timeout = 60_000)]
    public void Removed_run_leaves_neither_folder_nor_row()
    {
        using IEvalStore store = Store();
        StoredRunImport.Add(store, _run.RunPath);
        string beside = Path.Combine(Path.GetDirectoryName(_run.RunPath)!, "beside");
        File.WriteAllText(beside, "stays");

        StoredRunUpkeep.Remove(store, _run.RunPath);

        Assert.False(Path.Exists(_run.RunPath));
        Assert.Empty(store.ListRuns());
        Assert.Equal("stays", File.ReadAllText(beside));
    }

    [Fact(Timeout = 60_000)]
    public void Run_whose_folder_is_gone_is_taken_from_the_store()
    {
        using IEvalStore store = Store();
        StoredRunImport.Add(store, _run.RunPath);
        Directory.Delete(_run.RunPath, recursive: true);

        StoredRunUpkeep.Remove(store, _run.RunPath);

        Assert.Empty(store.ListRuns());
    }

    [Fact(Timeout = 60_000)]
    public void Folder_that_is_no_run_is_left_alone()
    {
        using IEvalStore store = Store();
        string folder = Directory.CreateDirectory(_folder.PathOf("photos")).FullName;
        File.WriteAllText(Path.Combine(folder, "one.jpg"), "");

        Assert.Equal("RunNotFound", Assert.Throws<EvalException>(() => StoredRunUpkeep.Remove(store, folder)).ErrorId);
        Assert.Equal("RunNotFound", Assert.Throws<EvalException>(() => StoredRunUpkeep.Rename(store, folder, "other")).ErrorId);
        Assert.True(File.Exists(Path.Combine(folder, "one.jpg")));
    }

    [Fact(Timeout = 60_000)]
    public void Run_that_is_being_written_is_left_alone()
    {
        using IEvalStore store = Store();
        StoredRunImport.Add(store, _run.RunPath);
        using LockFile? held = LockFile.TryTake(_run.PathOf("run.lock"));

        Assert.Equal("RunInUse", Assert.Throws<EvalException>(() => StoredRunUpkeep.Remove(store, _run.RunPath)).ErrorId);
        Assert.Equal("RunInUse", Assert.Throws<EvalException>(() => StoredRunUpkeep.Rename(store, _run.RunPath, "other")).ErrorId);
        Assert.Single(store.ListRuns());
        Assert.True(File.Exists(_run.PathOf("journal.jsonl")));
    }

    [Fact(Timeout = 60_000)]
    public void Link_below_the_run_keeps_it_from_being_removed()
    {
        using IEvalStore store = Store();
        string treasure = _folder.Write("treasure.txt", "stays");
        Directory.CreateDirectory(_run.PathOf("audio"));
        File.CreateSymbolicLink(_run.PathOf("audio/linked.wav"), treasure);

        Assert.Equal("LinkInRunFolder", Assert.Throws<EvalException>(() => StoredRunUpkeep.Remove(store, _run.RunPath)).ErrorId);
        Assert.True(File.Exists(_run.PathOf("run.json")));
        Assert.Equal("stays", File.ReadAllText(treasure));
    }

    [Fact(Timeout = 60_000)]
    public void Renamed_run_is_listed_summarized_and_gated_by_its_new_name()
    {
        using IEvalStore store = Store();
        StoredRunImport.Add(store, _run.RunPath);

        string path = StoredRunUpkeep.Rename(store, _run.RunPath, "yardstick");

        Assert.False(Path.Exists(_run.RunPath));
        Assert.False(File.Exists(Path.Combine(path, "run.lock")));
        Assert.Equal((path, "yardstick", "test"), store.ListRuns().Select(run => (run.RunPath, run.Name, run.RunId)).Single());
        Assert.Equal(("yardstick", 5), (HarnessKinds.Summarize(path).Name, HarnessKinds.Summarize(path).Passed));
        GateOptions gate = new() { Rules = [GateRule.Parse("pass_rate >= 0.8")], AllowSandbox = true, DataPath = _run.DataPath };
        Assert.Equal(GateVerdict.Passed, gate.Evaluate(StoredRunEvidence.Read(path)).Verdict);
        Assert.All(
            Results(path), result => Assert.Equal(path, result.RunPath));
    }

    [Fact(Timeout = 60_000)]
    public void Name_that_is_taken_or_a_path_is_refused()
    {
        using IEvalStore store = Store();
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_run.RunPath)!, "taken"));

        Assert.Equal("RunExists", Assert.Throws<EvalException>(() => StoredRunUpkeep.Rename(store, _run.RunPath, "taken")).ErrorId);
        Assert.Equal("InvalidSetting", Assert.Throws<EvalException>(() => StoredRunUpkeep.Rename(store, _run.RunPath, "../up")).ErrorId);
        Assert.True(File.Exists(_run.PathOf("run.json")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Renamed_run_goes_on_where_it_stood()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        using IEvalStore store = Store();
        StoredRunUpkeep.Rename(store, setup.RunPath, "other");
        setup.Options = setup.Options with { RunName = "other", Resume = true };
        setup.Sink = new CollectingSink();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["test", "test"], results.Select(result => result.RunId));
        Assert.Equal(Outcome.Pass, HarnessKinds.Summarize(setup.RunPath).Outcome);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _run.Dispose();
        _folder.Dispose();
    }

    private IEvalStore Store() => AdapterServices.OpenStore(_folder.PathOf("store", "runs.sqlite"), TimeProvider.System);

    private static List<CrawlResult> Results(string path)
    {
        var results = new List<CrawlResult>();
        RunResults.Read(path, allAttempts: false, _ => true, result => results.Add((CrawlResult)result));
        return results;
    }
}
