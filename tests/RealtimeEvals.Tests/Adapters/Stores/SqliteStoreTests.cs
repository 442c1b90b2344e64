using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

public sealed class SqliteStoreTests : StoreFixture
{
    private static readonly BenchmarkRun Empty = new() { Id = "" };

    [Fact]
    public void Interview_of_these_tests_sets_every_property()
    {
        BenchmarkRun given = StoredRuns.Interview() with { Key = 1, StorePath = "x" };

        Assert.Empty(StoredRuns.Unset(given, Empty));
        Assert.Equal(["Conversation"], StoredRuns.Unset(given.Tests[0], given.Tests[1] with { Test = "", Metric = "" }));
        Assert.Empty(StoredRuns.Unset(StoredRuns.Run(), new EvalRunSummary { RunId = "", Harness = "" }));
    }

    [Fact]
    public void Save_interview_keeps_every_property()
    {
        BenchmarkRun given = StoredRuns.Interview();
        long key;
        using (SqliteStore store = Open()) key = store.Save(given);
        using SqliteStore again = Open();

        BenchmarkRun expected = given with { Key = key, StorePath = Database };
        Assert.Equal(expected, again.FindBenchmark(key));
        BenchmarkRun listed = expected with { Turns = Empty.Turns, Events = Empty.Events, Tests = Empty.Tests, Analyses = Empty.Analyses };
        Assert.Equal([listed], again.ListBenchmarks());
    }

    [Fact]
    public void Save_interview_without_anything()
    {
        using SqliteStore store = Open();

        long key = store.Save(Empty);

        Assert.Equal(Empty with { Key = key, StorePath = Database }, store.FindBenchmark(key));
    }

    [Fact]
    public void Save_interview_counts_its_turns()
    {
        using SqliteStore store = Open();

        long key = store.Save(StoredRuns.Interview() with { TurnCount = 50 });

        Assert.Equal(3, store.FindBenchmark(key)!.TurnCount);
        Assert.Equal(3, Assert.Single(store.ListBenchmarks()).TurnCount);
    }

    [Fact]
    public void Save_interview_replaces_the_one_with_its_key()
    {
        using SqliteStore store = Open();
        long key = store.Save(StoredRuns.Interview());

        long again = store.Save(Empty with { Key = key, Id = "other" });

        Assert.Equal(key, again);
        Assert.Equal(Empty with { Key = key, Id = "other", StorePath = Database }, store.FindBenchmark(key));
        Assert.Single(store.ListBenchmarks());
    }

    [Fact]
    public void Save_interview_replaces_the_one_of_its_folder_and_conversation()
    {
        using SqliteStore store = Open();
        long key = store.Save(StoredRuns.Interview());
        long other = store.Save(StoredRuns.Interview("nightly/ward"));
        long elsewhere = store.Save(StoredRuns.Interview(runPath: "/runs/weekly"));

        long again = store.Save(StoredRuns.Interview() with { Status = BenchmarkStatus.Completed });

        Assert.Equal(key, again);
        Assert.Equal(3, new[] { key, other, elsewhere }.Distinct().Count());
        Assert.Equal(3, store.ListBenchmarks().Count);
        Assert.Equal(BenchmarkStatus.Completed, store.FindBenchmark(key)!.Status);
    }

    [Fact]
    public void Save_interviews_of_no_folder_are_each_their_own()
    {
        using SqliteStore store = Open();

        Assert.NotEqual(store.Save(Empty), store.Save(Empty));
    }

    [Fact]
    public void Save_key_of_a_removed_interview_is_not_given_again()
    {
        using SqliteStore store = Open();
        long key = store.Save(Empty);
        Assert.True(store.Remove(key));

        Assert.NotEqual(key, store.Save(Empty));
        Assert.False(store.Remove(key));
        Assert.Null(store.FindBenchmark(key));
    }

    [Fact]
    public void ListBenchmarks_newest_first()
    {
        using SqliteStore store = Open();
        BenchmarkRun run = StoredRuns.Interview(runPath: "");
        foreach (int tick in new[] { 1, 3, 2 }) store.Save(run with { Id = $"{tick}", StartedAt = run.StartedAt.AddTicks(tick) });

        Assert.Equal(["3", "2", "1"], store.ListBenchmarks().Select(one => one.Id));
    }

    [Fact]
    public void Add_turn_counts_it_and_takes_it_twice()
    {
        using SqliteStore store = Open();
        long key = store.Save(Empty with { Id = "x" });
        var second = new BenchmarkTurn(2, Speaker.Participant, "Yes.");

        store.Add(key, new BenchmarkTurn(1, Speaker.Agent, "Well?"));
        store.Add(key, second with { Text = "Ye" });
        store.Add(key, second);

        Assert.Equal(2, Assert.Single(store.ListBenchmarks()).TurnCount);
        Assert.Equal(second, store.FindBenchmark(key)!.Turns[1]);
    }

    [Fact]
    public void Add_to_no_interview_is_refused()
    {
        using SqliteStore store = Open();

        EvalException exception = Assert.Throws<EvalException>(() => store.Add(7, new BenchmarkTurn(1, Speaker.Agent, "Well?")));

        Assert.Contains("the interview is not in it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_analysis_replaces_that_of_its_kind()
    {
        using SqliteStore store = Open();
        BenchmarkRun run = StoredRuns.Interview();
        long key = store.Save(run);
        BenchmarkAnalysis newer = run.Analyses[0] with { Json = "{}", IsFailed = true };

        store.Add(key, newer);
        store.Add(key, newer with { Kind = "vcdr" });

        Assert.Equal([newer, run.Analyses[1], newer with { Kind = "vcdr" }], store.FindBenchmark(key)!.Analyses);
    }

    [Fact]
    public void Remove_leaves_nothing_of_an_interview()
    {
        using SqliteStore store = Open();
        long key = store.Save(StoredRuns.Interview());
        store.Save(Empty with { Id = "other", ParticipantPrompt = "partner" });

        store.Remove(key);

        Assert.All(["turns", "events", "tests", "analyses"], table => Assert.Empty(Query($"SELECT * FROM {table}")));
        Assert.Equal(["", "partner"], Query("SELECT name FROM prompts ORDER BY name").Select(row => row["name"]));
    }

    [Fact]
    public void Save_prompts_are_stored_once()
    {
        using SqliteStore store = Open();
        BenchmarkRun run = StoredRuns.Interview();
        long key = store.Save(run);
        store.Save(run with { Key = key });
        store.Save(StoredRuns.Interview("nightly/ward"));
        long other = store.Save(StoredRuns.Interview("nightly/hall") with { ParticipantPromptText = "Another text of the same id." });

        Assert.Equal(3, Query("SELECT * FROM prompts").Count);
        Assert.Equal("Another text of the same id.", store.FindBenchmark(other)!.ParticipantPromptText);
    }

    [Fact]
    public void Words_of_later_versions_conclude_nothing()
    {
        using SqliteStore store = Open();
        long key = store.Save(StoredRuns.Interview());
        Execute("UPDATE interviews SET status = 'splendid', outcome = 'glorious', end_reason = 'sunset'");

        BenchmarkRun run = store.FindBenchmark(key)!;

        Assert.Equal(
            (BenchmarkStatus.Interrupted, Outcome.Inconclusive, (EndReason?)EndReason.Failed), (run.Status, run.Outcome, run.EndReason));
    }

    [Fact]
    public void Use_after_its_end_is_refused()
    {
        SqliteStore store = Open();
        store.Dispose();
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(store.ListRuns);
    }
}
