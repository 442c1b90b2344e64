using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Gates.Reasons;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Results that name the folder of their run are what its journal says, where it is there.</summary>
public sealed class JournalCheckTests(FinishedCrawl crawl, FinishedConversations conversations)
    : IClassFixture<FinishedCrawl>, IClassFixture<FinishedConversations>
{
    private static readonly GateOptions Gate = Gated.Rehearsal("errored == 0");

    [Theory]
    [InlineData("outcome", "fail")]
    [InlineData("provider", "api.openai.com")]
    [InlineData("data_sha256", "00")]
    [InlineData("started_at", "2026-11-05T10:00:00Z")]
    [InlineData("grade", 0)]
    [InlineData("tool_call_correctness", 0)]
    [InlineData("latency_response_done_ms", 1)]
    [InlineData("latency_first_audio_ms", null)]
    [InlineData("output_audio_path", "")]
    [InlineData("speech_ms", 5)]
    [InlineData("model", "another")]
    [InlineData("gt_tool_call", "another")]
    [InlineData("case_id", "crawl_999")]
    public void Result_that_was_changed_on_the_way_is_told_with_case_and_column(string column, object? value)
    {
        GateReport report = EvaluateFirst(crawl, row => row[column] = JsonValue.Create(value));

        GateFinding finding = Assert.Single(report.Findings, finding => finding.Reason == GateReason.EvidenceChanged);
        Assert.Contains(column == "case_id" ? "crawl_999" : $"crawl_001: {column} is", finding.Message, StringComparison.Ordinal);
        Assert.Equal(GateVerdict.NotEvaluated, report.Verdict);
    }

    [Theory]
    [InlineData("run_id", "another")]
    [InlineData("planned", 7)]
    [InlineData("data_cases", 7)]
    public void What_all_results_say_is_what_the_journal_says(string column, object value) =>
        Assert.Contains(
            GateReason.EvidenceChanged,
            Evaluate(crawl, rows => rows.ForEach(row => row[column] = JsonValue.Create(value))).Findings.Select(finding => finding.Reason));

    [Fact]
    public void Turns_and_grades_of_a_conversation_are_those_of_the_journal()
    {
        Because.Nothing(Evaluate(conversations, _ => { }));
        Assert.Equal(
            GateReason.EvidenceChanged,
            EvaluateFirst(conversations, row => row["turns"]![0]!["latency_response_done_ms"] = 1).Reason);
        Assert.Contains(
            GateReason.EvidenceChanged,
            EvaluateFirst(conversations, row => row["turns"]![0]!["tool_call_correctness"] = 7).Findings.Select(finding => finding.Reason));
        Assert.Equal(GateReason.EvidenceChanged, EvaluateFirst(conversations, row => row["grades"]![0]!["grade"] = 0.5).Reason);
        Assert.Equal(GateReason.EvidenceChanged, EvaluateFirst(conversations, row => row["tags"] = new JsonArray("another")).Reason);
        Assert.Equal(GateReason.EvidenceChanged, EvaluateFirst(conversations, row => row["goal_reached"] = false).Reason);
    }

    [Fact]
    public void Rows_of_a_table_that_name_the_folder_are_compared_too()
    {
        Because.Nothing(Table(conversations, _ => { }));
        Because.Nothing(Table(crawl, _ => { }));
        Assert.Equal(GateReason.EvidenceChanged, Table(crawl, rows => rows[5]["outcome"] = "pass").Reason);
        Assert.Equal(GateReason.EvidenceChanged, Table(conversations, rows => rows[0]["output_tokens"] = "1").Reason);
        Assert.Equal(
            GateReason.EvidenceChanged,
            Table(conversations, rows => rows.First(row => row["outcome"]!.ToString().Length > 0)["outcome"] = "fail").Reason);
    }

    [Fact]
    public void Results_whose_folder_is_gone_are_taken_at_their_word() =>
        Because.Nothing(EvaluateFirst(crawl, row => row["outcome"] = "fail", "/nowhere/at/all"));

    [Fact]
    public void Folder_that_cannot_be_read_or_is_of_another_run_is_told()
    {
        using var copy = new RunCopy(crawl);
        Because.Nothing(Evaluate(crawl, _ => { }, copy.RunPath));
        copy.ChangeManifest(manifest => manifest["run_id"] = "another");
        Assert.Equal(GateReason.EvidenceChanged, Evaluate(crawl, _ => { }, copy.RunPath).Reason);
        File.Delete(copy.PathOf("run.json"));
        Assert.Equal(GateReason.EvidenceUnreadable, Evaluate(crawl, _ => { }, copy.RunPath).Reason);
    }

    [Fact]
    public void Journal_that_was_changed_vouches_for_nothing()
    {
        using var copy = new RunCopy(crawl);
        File.WriteAllText(
            copy.PathOf("journal.jsonl"),
            File.ReadAllText(copy.PathOf("journal.jsonl")).Replace(
                "\"outcome\":\"fail\"", "\"outcome\":\"pass\"", StringComparison.Ordinal));
        Assert.Equal(GateReason.EvidenceChanged, Evaluate(crawl, _ => { }, copy.RunPath).Reason);
        File.Delete(copy.PathOf("journal.jsonl"));
        Assert.Equal(GateReason.EvidenceUnreadable, Evaluate(crawl, _ => { }, copy.RunPath).Reason);
    }

    [Fact]
    public void Time_that_can_be_read_in_two_ways_is_that_of_the_journal_where_it_is_one_of_them()
    {
        using var copy = new RunCopy(crawl);
        copy.RewriteJournal(lines => lines.ForEach(line => line["started_at"] = "2026-11-05T10:00:00.5+00:00"));
        var now = new ManualTime(new DateTimeOffset(2026, 11, 6, 0, 0, 0, TimeSpan.Zero));
        List<JsonNode> rows = [.. Gated.Rows(crawl.Results)];
        foreach (JsonNode row in rows) (row["run_path"], row["started_at"]) = (copy.RunPath, "11/05/2026 10:00:00 +00:00");

        RunEvidence evidence = Assert.Single(
            EvidenceReader.Read(rows.Select(row => EvidenceRow.Of(System.Text.Json.JsonSerializer.SerializeToElement(row)))));
        Because.Nothing(Gate.Evaluate(evidence, now));
        foreach (JsonNode row in rows) row["started_at"] = "11/06/2026 10:00:00 +00:00";
        Assert.Equal(GateReason.EvidenceChanged, Assert.Single(Gate.Evaluate(rows)).Reason);
    }

    private static GateReport EvaluateFirst(IFinishedRun run, Action<JsonNode> change, string? runPath = null) =>
        Evaluate(run, rows => change(rows[0]), runPath);

    private static GateReport Evaluate(IFinishedRun run, Action<List<JsonNode>> change, string? runPath = null) =>
        Evaluate([.. Gated.Rows(run.Results)], change, runPath ?? run.RunPath);

    private static GateReport Table(IFinishedRun run, Action<List<JsonNode>> change) =>
        Evaluate([.. Gated.TableRows(run.RunPath)], change, run.RunPath);

    private static GateReport Evaluate(List<JsonNode> rows, Action<List<JsonNode>> change, string runPath)
    {
        foreach (JsonNode row in rows) row["run_path"] = runPath;
        change(rows);
        return Assert.Single(Gate.Evaluate(rows));
    }
}
