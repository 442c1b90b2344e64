using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Imports;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Integrity;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Imports;

/// <summary>Results of other programs become runs that are listed, read and verified, and that pass no gate.</summary>
public sealed class ForeignImportTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{




    private static readonly string Crawl = Given("crawl.csv");
    private static readonly string Run = Given("run.csv");
    private static readonly string Log = Given("log.jsonl");
    private static readonly string Items = Given("items.jsonl");

    private readonly TemporaryFolder _folder = new();

    [Fact(Timeout = 60_000)]
    public void Folder_of_the_reference_becomes_a_run_that_is_whole()
    {
        Put("night/results.csv", Crawl);
        Put(
            "night/summary.json",
            """
            {"total_examples": 3, "failed_examples": 1, "grade_mean": 0.33, "run_name": "20260301_101500", "model": "gpt-realtime",
            "voice": "marin", "chunk_ms": 20}
            """);
        string log = Put("night/events/cs_001.jsonl", "{}\n");

        EvalRunSummary run = Import("night");
        CrawlResult[] results = [.. Results<CrawlResult>(run.RunPath)];

        Assert.Equal(("20260301_101500", "crawl", 1, 1, 1), (run.RunId, run.Harness, run.Passed, run.Failed, run.Errored));
        Assert.Equal((RunState.Completed, "gpt-realtime", "imported"), (run.State, run.Model, run.Provider));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 15, 0, TimeSpan.Zero), run.StartedAt);
        Assert.Equal((812.5, 42), (results[0].LatencyFirstAudioMs, results[0].OutputTokens));
        Assert.Equal("{\"id\":\"A1\"}", results[0].ToolCalls[0].RawArguments);
        Assert.Equal((log, "response_timeout"), (results[0].EventLogPath, results[2].FailureStage));
        Assert.Equal(Crawl, File.ReadAllText(Path.Combine(run.RunPath, "source", "results.csv")));
        EvalRunIntegrity found = new RunVerification(TimeProvider.System).Check(run.RunPath);
        Assert.Equal((true, ""), (found.IsIntact, found.Problems.ToString()));
    }

    [Fact(Timeout = 60_000)]
    public void First_version_of_the_table_and_walk_are_read()
    {
        Put("v1.csv", Given("walk_v1.csv"));

        EvalRunSummary run = Import("v1.csv");

        Assert.Equal(("v1", "walk", 1), (run.RunId, run.Harness, run.Passed));
    }

    [Fact(Timeout = 60_000)]
    public void Turns_become_conversations_with_the_verdict_of_graders_of_the_whole()
    {
        Put("run.csv", Run);

        EvalRunSummary run = Import("run.csv");
        ConversationResult[] held = [.. Results<ConversationResult>(run.RunPath)];

        Assert.Equal(["order", "refund", "address"], held.Select(one => one.SimulationId));
        Assert.Equal([Outcome.Pass, Outcome.Fail, Outcome.Error], held.Select(one => one.Outcome));
        Assert.Equal([1, 0], held[0].Turns.Select(turn => turn.Grades[0].Grade));
        Assert.Equal(("run", 2), (run.Harness, held[0].TurnCount));
        Assert.Contains("polite_grade", File.ReadLines(Path.Combine(run.RunPath, "results.csv")).First(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public void Log_of_openai_evals_becomes_a_run()
    {
        Put("capitals.jsonl", Log);

        EvalRunSummary run = Import("capitals.jsonl");
        ConversationResult[] held = [.. Results<ConversationResult>(run.RunPath)];

        Assert.Equal(("2403171200ABCD", 1, 1, "gpt-4o"), (run.RunId, run.Passed, run.Failed, run.Model));
        Assert.Equal(("Capital of France?", "Paris"), (held[0].Turns[0].UserText, held[0].Turns[0].AssistantText));
        Assert.Equal(2024, run.StartedAt.Year);
    }

    [Fact(Timeout = 60_000)]
    public void Log_without_its_final_report_is_a_run_that_failed()
    {
        Put("cut.jsonl", Log[..Log.IndexOf("{\"final", StringComparison.Ordinal)]);

        EvalRunSummary run = Import("cut.jsonl");

        Assert.Equal((RunState.Failed, Outcome.Inconclusive), (run.State, run.Outcome));
    }

    [Fact(Timeout = 60_000)]
    public void Output_items_of_hosted_evals_become_a_run()
    {
        Put("items.jsonl", Items);

        EvalRunSummary run = Import("items.jsonl");
        ConversationResult[] held = [.. Results<ConversationResult>(run.RunPath)];

        Assert.Equal(("evalrun_1", 1, 1), (run.RunId, run.Passed, run.Failed));
        Assert.Equal(("item_5", "label_matches"), (held[0].SimulationId, held[0].Grades[0].GraderId));
        Assert.Equal(9, held[0].Turns[0].Usage.InputTokens);
    }

    [Fact(Timeout = 60_000)]
    public void Table_of_ours_gives_the_same_verdicts()
    {
        File.Copy(Path.Combine(crawl.RunPath, "results.csv"), _folder.PathOf("ours.csv"));

        EvalRunSummary run = Import("ours.csv");

        Assert.Equal(Verdicts(crawl.Results.Cast<CrawlResult>()), Verdicts(Results<CrawlResult>(run.RunPath)));

        static IEnumerable<(string, Outcome, string)> Verdicts(IEnumerable<CrawlResult> results) => results
            .OrderBy(one => one.CaseId, StringComparer.Ordinal)
            .Select(one => (one.CaseId, one.Outcome, one.AssistantText));
    }

    [Fact(Timeout = 60_000)]
    public void Nobody_vouches_for_what_was_imported()
    {
        Put("ok.csv", string.Concat(Crawl.Split('\n')[..2].Select(line => line + "\n")));

        EvalRunSummary run = Import("ok.csv");
        var gate = new GateOptions { Rules = [GateRule.Parse("pass_rate >= 0")], AllowSandbox = true, AllowPartialData = true };
        GateReport report = gate.Evaluate(StoredRunEvidence.Read(run.RunPath));

        Assert.Equal((Outcome.Pass, GateVerdict.NotEvaluated), (run.Outcome, report.Verdict));
        Assert.Contains(report.Findings, finding => finding.Reason == GateReason.ProviderUnknown);
    }

    [Fact(Timeout = 60_000)]
    public void Same_results_are_a_run_once_and_others_of_that_name_need_force()
    {
        Put("one.csv", Crawl);
        string path = Import("one.csv").RunPath;
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(path, "run.json"));

        Assert.Equal(path, Import("one.csv").RunPath);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(path, "run.json")));
        Put("one.csv", Crawl.Replace("cs_002", "cs_009", StringComparison.Ordinal));
        Assert.Equal("RunExists", Assert.Throws<EvalException>(() => Import("one.csv")).ErrorId);
        Import("one.csv", force: true);
        Assert.Contains(Results<CrawlResult>(path), one => one.CaseId == "cs_009");
        Assert.Equal("other", Import("one.csv", "other").RunId);
    }

    [Theory]
    [InlineData("crawl", "812.5", "fast", 2, "latency_first_audio_ms")]
    [InlineData("crawl", "812.5", "-1", 2, "latency_first_audio_ms")]
    [InlineData("crawl", ",42.0,", ",42.5,", 2, "output_tokens")]
    [InlineData("crawl", "cs_002", "cs_001", 3, "example_id")]
    [InlineData("crawl", "cs_002", "../cs", 3, "example_id")]
    [InlineData("crawl", ",0,0,[],ok", ",0,1,[],ok", 3, "grade")]
    [InlineData("crawl", ",0,0,[],ok", ",0,0,[,ok", 3, "tool_calls")]
    [InlineData("crawl", ",failed,", ",maybe,", 4, "status")]
    [InlineData("crawl", ",grade,", ",mark,", 1, "grade")]
    [InlineData("crawl", "example_id", "id", 1, null)]
    [InlineData("run", "gpt-realtime,2,Where", "gpt-realtime,3,Where", 3, "turn_index")]
    [InlineData("run", ",0.0,curt", ",0.5,curt", 3, "polite_grade")]
    [InlineData("log", "\"event_id\": 1,", "\"event_id\": 0,", 3, "event_id")]
    [InlineData("log", "\"event_id\": 2,", "\"event_id\": 4,", null, "event_id")]
    [InlineData("log", "{\"run_id\": \"2403171200ABCD\", \"event_id\": 1", "{\"run_id\": \"other\", \"event_id\": 1", 3, "run_id")]
    [InlineData("log", "\"accuracy\": 0.5", "\"accuracy\": 0.9", 5, "final_report.accuracy")]
    [InlineData("log", "{\"final_report\": {\"accuracy\": 0.5}}", "{\"final_rep", 5, null)]
    [InlineData("log", "{\"spec\"", "{\"specs\"", 1, null)]
    [InlineData("items", "\"status\": \"fail\"", "\"status\": \"pass\"", 2, "status")]
    [InlineData("items", "\"datasource_item_id\": 6", "\"datasource_item_id\": 5", 2, "datasource_item_id")]
    public void What_is_wrong_is_named_and_nothing_is_written(string what, string old, string with, int? row, string? column)
    {
        (string name, string content) = what switch
        {
            "crawl" => ("results.csv", Crawl),
            "run" => ("results.csv", Run),
            "log" => ("log.jsonl", Log),
            _ => ("log.jsonl", Items),
        };
        Assert.Contains(old, content, StringComparison.Ordinal);
        Put(name, content.Replace(old, with, StringComparison.Ordinal));

        EvalException error = Assert.Throws<EvalException>(() => Import(name));

        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.Contains(error.Problems, problem => problem.Row == row && problem.Column == column);
        Assert.False(Directory.Exists(_folder.PathOf("results")));
    }

    [Fact(Timeout = 60_000)]
    public void Summary_that_counts_other_rows_is_named()
    {
        Put("night/results.csv", Crawl);
        Put("night/summary.json", """{"total_examples": 4, "failed_examples": 1}""");

        EvalException error = Assert.Throws<EvalException>(() => Import("night"));

        Assert.Equal("total_examples", Assert.Single(error.Problems).Column);
    }

    [Fact(Timeout = 60_000)]
    public void Run_of_ours_without_its_manifest_is_no_foreign_one()
    {
        using var run = new RunCopy(crawl);
        File.Delete(run.PathOf("run.json"));

        Assert.Equal("RunNotFound", Assert.Throws<EvalException>(() => ForeignImport.At(run.RunPath)).ErrorId);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private string Put(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
        return _folder.Write(name, content);
    }

    private static string Given(string name) =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "RealtimeEvals.Tests", "Harness", "Imports", "Given", name));

    private static List<T> Results<T>(string path)
        where T : ICaseResult
    {
        var results = new List<T>();
        RunResults.Read(path, allAttempts: false, _ => true, result => results.Add((T)result));
        return results;
    }

    private EvalRunSummary Import(string name, string runName = "", bool force = false)
    {
        using IEvalStore store = AdapterServices.OpenStore(_folder.PathOf("store", "runs.sqlite"), TimeProvider.System);
        string found = Assert.Single(ForeignImport.At(_folder.PathOf(name)).Results);
        return new ForeignImport(AdapterServices.Create(TimeProvider.System)).Add(
            store, found, new ForeignImportOptions { ResultsPath = _folder.PathOf("results"), RunName = runName, Force = force });
    }
}
