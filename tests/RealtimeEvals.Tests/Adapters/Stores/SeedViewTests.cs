using System.Text.Json;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Adapters.Stores;

/// <summary>The view that has the columns of the benchmark platform of vCDR, read with its own queries.</summary>
public sealed class SeedViewTests : StoreFixture
{
    [Fact]
    public void List_query_of_the_platform()
    {
        using SqliteStore store = Open();
        BenchmarkRun run = StoredRuns.Interview(runPath: "");
        store.Import([run with { Id = "older", StartedAt = run.StartedAt.AddDays(-1) }, run]);

        Assert.Equal(
            ["nightly/clinic 2026-03-01T10:00:00.123Z 3", "older 2026-02-28T10:00:00.123Z 3"],
            Query("SELECT run_id, created_at, num_turns FROM benchmark_runs ORDER BY created_at DESC")
                .Select(row => string.Join(' ', row.Values)));
    }

    [Fact]
    public void Row_query_of_the_platform()
    {
        using SqliteStore store = Open();
        store.Import([StoredRuns.Interview(), StoredRuns.Interview("other", runPath: "")]);

        Dictionary<string, object?> row = Assert.Single(Query("SELECT * FROM benchmark_runs WHERE run_id = ?", "nightly/clinic"));

        Assert.Equal(
            [
                "run_id", "created_at", "mode", "num_turns", "interviewer_prompt_id", "simulated_user_prompt_id",
                "conversation_history_json", "event_log_json", "interviewer_prompt_name", "simulated_user_prompt_name",
                "quality_metrics_json", "benchmark_tests_json",
            ],
            row.Keys);
        Assert.Equal("benchmark", row["mode"]);
        Assert.Equal("0d178c9ce98f79ea", row["interviewer_prompt_id"]);
        Assert.Equal("5 - Partner - Orientation", row["interviewer_prompt_name"]);
        Assert.Equal("73bb18925d6e62da", row["simulated_user_prompt_id"]);
        Assert.Equal("partner", row["simulated_user_prompt_name"]);
        Assert.Equal("""{"metrics":{}}""", row["quality_metrics_json"]);
        JsonElement turns = Given.Json((string)row["conversation_history_json"]!);
        Assert.Equal("interviewer", turns[0].GetProperty("speaker").GetString());
        Assert.Equal($"Hello.\n{StoredRuns.Odd}", turns[0].GetProperty("content").GetString());
        Assert.Equal("2026-03-01T10:00:00.123Z", turns[0].GetProperty("timestamp").GetString());
        Assert.Equal("simulated_user", turns[1].GetProperty("speaker").GetString());
        Assert.Equal(3, turns.GetArrayLength());
        JsonElement events = Given.Json((string)row["event_log_json"]!);
        Assert.Equal(
            """
            {"timestamp":"2026-03-01T10:00:00.123Z","source":"system","action":"Benchmark run started",
            "data":{"runId":"x","n":[1,2.50]}}
            """.ReplaceLineEndings(""),
            events[0].GetRawText());
        Assert.Equal(JsonValueKind.Null, events[1].GetProperty("data").ValueKind);
        Assert.Equal(
            """
            [{"title":"Flow","variables":[{"metric":"total turns","value":0.1,"status":"good"},
            {"metric":"balance","value":50.0,"status":"poor"}]},
            {"title":"Health","variables":[{"metric":"loop","value":null,"status":null}]}]
            """.ReplaceLineEndings(""),
            row["benchmark_tests_json"]);
    }

    [Fact]
    public void Row_of_an_interview_without_anything()
    {
        using SqliteStore store = Open();
        store.Save(new BenchmarkRun { Id = "x", Events = new([new(1, null, "system", "odd", "no JSON")]) });

        Dictionary<string, object?> row = Assert.Single(Query("SELECT * FROM benchmark_runs"));

        Assert.Equal("[]", row["conversation_history_json"]);
        Assert.Equal("""[{"timestamp":null,"source":"system","action":"odd","data":"no JSON"}]""", row["event_log_json"]);
        Assert.All(
            ["interviewer_prompt_name", "simulated_user_prompt_name", "quality_metrics_json", "benchmark_tests_json"],
            column => Assert.Null(row[column]));
    }

    [Fact]
    public void Imported_run_is_the_same_after_the_way_through_the_view()
    {
        using SqliteStore store = Open();
        var problems = new DataProblems();
        SeedRow given = SeedRows.Row();
        store.Import([SeedRun.ToRun(given, "seed.sqlite", problems)!]);

        SeedRow shown = Assert.Single(SeedDatabase.Read(Database));

        BenchmarkRun first = SeedRun.ToRun(given, "seed.sqlite", problems)!;
        BenchmarkRun second = SeedRun.ToRun(shown, "seed.sqlite", problems)!;
        Assert.Empty(problems);
        Assert.Equal(first with { Analyses = second.Analyses }, second);
        Assert.Equal(["simple"], second.Analyses.Select(analysis => analysis.Kind));
    }
}
