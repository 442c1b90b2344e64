using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>
/// Interviews are refused where their store cannot be used, before anything is sent; a store that breaks later costs one warning, and what
/// it misses can be added from the folder of the run.
/// </summary>
public sealed class InterviewStoreTests
{
    private const string Broken = "CREATE TRIGGER broken BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'no turns today'); END";

    /// <summary>What stands where the store should be, and what is said of it.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "text", "it is no database" },
        { "folder", "It is a folder" },
        { "newer", "a newer version of this product" },
        { "foreign", "the database of another program" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Places))]
    public async Task Store_that_cannot_be_used_is_told_before_anything_is_sent(string place, string words)
    {
        await using var service = new InterviewService();
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        Occupy(setup, place);
        setup.Options = setup.Options with { Target = service.Target };

        EvalException refusal = await setup.RefusedAsync();

        Assert.Equal(nameof(EvalErrors.StoreUnusable), refusal.ErrorId);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(setup.StorePath, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact(Timeout = 300_000)]
    public async Task Store_that_another_program_has_locked_is_told_before_anything_is_sent()
    {
        await using var service = new InterviewService();
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.OpenStore().Dispose();
        using SqliteConnection other = StoreRows.Open(setup.StorePath);
        using SqliteTransaction transaction = other.BeginTransaction();
        var services = AdapterServices.Create(TimeProvider.System) with
        {
            OpenStore = () => SqliteStore.Open(setup.StorePath, TimeProvider.System, TimeSpan.FromSeconds(1), StoreSchema.All),
        };

        EvalException refusal = await Assert.ThrowsAsync<EvalException>(() => new BenchmarkOperation(services).RunAsync(
            setup.Options with { Target = service.Target }, setup.Sink, TestContext.Current.CancellationToken));

        Assert.Contains("it is locked by another program", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(setup.RunPath));
        Assert.Empty(service.Requests);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("text")]
    [InlineData("folder")]
    [InlineData("newer")]
    public async Task Run_of_another_harness_does_without_such_a_store_and_warns_once(string place)
    {
        await using var setup = new InterviewSetup();
        await using var crawl = new CrawlSetup();
        Occupy(setup, place);

        await new CrawlOperation(AdapterServices.Create(TimeProvider.System, setup.StorePath)).RunAsync(
            crawl.Options with { MaximumCases = 2 }, crawl.Sink, TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass], crawl.Sink.Results.Select(result => result.Outcome));
        Assert.Contains(setup.StorePath, Assert.Single(crawl.Sink.Warnings), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Broken)]
    [InlineData("DROP VIEW benchmark_runs; DROP TABLE turns")]
    [InlineData("DROP VIEW benchmark_runs; DROP TABLE interviews")]
    public async Task Store_that_breaks_while_an_interview_is_held_is_one_warning(string sql)
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic, InterviewSetup.Bakery);
        setup.Sink = BreakingSink(setup, sql);

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Contains(setup.StorePath, Assert.Single(setup.Sink.Warnings), StringComparison.Ordinal);
        Assert.Empty(setup.Sink.Errors);
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());
        GateReport gate = Gated.Rehearsal("pass_rate >= 1").Evaluate(StoredRunEvidence.Read(setup.RunPath));
        Assert.True(gate.Verdict == GateVerdict.Passed, gate.Message);
        setup.StorePath = setup.PathOf("other.sqlite");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_broken_store_misses_is_added_from_the_folder_of_the_run()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Sink = BreakingSink(setup, Broken);
        InterviewResult result = await setup.HoldAsync();
        BenchmarkRun left = Assert.Single(setup.Stored());
        Assert.Equal((BenchmarkStatus.Interrupted, 2, false), (left.Status, left.Turns.Count, left.IsTrustworthy));
        setup.Execute("DROP TRIGGER broken");

        using (IEvalStore store = setup.OpenStore()) StoredRunImport.Add(store, setup.RunPath);

        BenchmarkRun whole = Assert.Single(setup.Stored());
        Assert.Equal((BenchmarkStatus.Completed, Outcome.Pass, 14), (whole.Status, whole.Outcome, whole.Turns.Count));
        Assert.Equal(result.Variables, whole.Tests);
        Assert.Equal((RunState.Completed, Outcome.Pass), (setup.StoredRun().State, setup.StoredRun().Outcome));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("")]
    [InlineData("answer:500@clinic-intake.patient")]
    [InlineData("error@clinic-intake.patient/assistant#3")]
    public async Task Folder_of_a_run_gives_the_rows_that_were_written_while_it_was_held(string fault)
    {
        string[] faults = fault.Length > 0 ? [fault] : [];
        await using InterviewSetup setup = new InterviewSetup(faults).Use(
            InterviewSetup.Clinic, InterviewSetup.Looping, InterviewSetup.Helpful);
        setup.Options = setup.Options with { MaximumTurns = 8, RetryLimit = TimeSpan.Zero };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        BenchmarkRun[] live = InOrder(setup);
        EvalRunSummary run = setup.StoredRun();
        setup.StorePath = setup.PathOf("other.sqlite");

        using (IEvalStore store = setup.OpenStore()) Assert.Equal(run, StoredRunImport.Add(store, setup.RunPath));

        Assert.Equal(3, live.Length);
        Assert.Equal(live, InOrder(setup));
        Assert.Equal(run, setup.StoredRun());
    }

    [Fact(Timeout = 300_000)]
    public async Task What_no_folder_holds_stays_when_a_run_is_added_again()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        await setup.HoldAsync();
        var analysis = new BenchmarkAnalysis("questions", DateTimeOffset.UnixEpoch, IsFailed: false, "{}");
        using (IEvalStore store = setup.OpenStore())
        {
            BenchmarkRun held = store.FindBenchmark(store.ListBenchmarks()[0].Key)!;
            store.Add(held.Key, analysis);
            store.Save(held with { Key = 0, Id = "test/cut", ConversationId = "cut", Status = BenchmarkStatus.Running });

            StoredRunImport.Add(store, setup.RunPath);
        }

        BenchmarkRun[] stored = [.. setup.Stored().OrderBy(run => run.Id, StringComparer.Ordinal)];
        Assert.Equal(["test/clinic-intake.patient", "test/cut"], stored.Select(run => run.Id));
        Assert.Equal([analysis], stored[0].Analyses);
        Assert.Equal((BenchmarkStatus.Interrupted, 14), (stored[1].Status, stored[1].Turns.Count));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_replaces_another_leaves_nothing_of_it_in_the_store()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic, InterviewSetup.Bakery);
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Use(InterviewSetup.Bakery);
        setup.Options = setup.Options with { Force = true };
        setup.Sink = new CollectingSink();

        await setup.HoldAsync();

        Assert.Equal("test/job-screening.applicant", Assert.Single(setup.Stored()).Id);
        Assert.Equal(1, setup.StoredRun().Planned);
    }

    private static BenchmarkRun[] InOrder(InterviewSetup setup) =>
        [.. setup.Stored().OrderBy(run => run.Id, StringComparer.Ordinal).Select(run => run with { Key = 0, StorePath = "" })];

    private static CollectingSink BreakingSink(InterviewSetup setup, string sql)
    {
        bool isWhole = true;
        return new CollectingSink
        {
            OnEmit = item =>
            {
                if (item is not TurnResult || !Interlocked.Exchange(ref isWhole, false)) return;
                setup.Execute(sql);
            },
        };
    }

    private static void Occupy(InterviewSetup setup, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(setup.StorePath)!);
        switch (place)
        {
            case "text":
                File.WriteAllText(setup.StorePath, new string('x', 4096));
                break;
            case "folder":
                Directory.CreateDirectory(setup.StorePath);
                break;
            case "foreign":
                setup.Execute("CREATE TABLE notes (x)");
                break;
            default:
                setup.OpenStore().Dispose();
                setup.Execute("INSERT INTO schema_versions (ScriptName, Applied) VALUES ('0099_future.sql', '2030-01-01')");
                break;
        }
    }
}
