using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Adapters.Pages;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Reporting;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pages;

public sealed class HtmlReportTests(FinishedCrawl crawl, FinishedConversations conversations)
    : IClassFixture<FinishedCrawl>, IClassFixture<FinishedConversations>
{
    public static bool HasLinks => !OperatingSystem.IsWindows();

    [Fact]
    public void Policy_of_the_page_allows_its_own_style_and_script_only()
    {
        string page = WrittenReport.Of(hasPlots: true, StoredRunEvidence.Read(crawl.RunPath));

        string policy = WebUtility.HtmlDecode(Between(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\""));
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{HashOf(Between(page, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{HashOf(Between(page, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?://(?!www\\.w3\\.org/)", page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, 2_000_000);
    }

    [Fact]
    public void Cards_have_the_numbers_of_the_summary()
    {
        string page = WrittenReport.Of(hasPlots: false, StoredRunEvidence.Read(conversations.RunPath));
        JsonElement summary = JsonElement.Parse(File.ReadAllText(Path.Combine(conversations.RunPath, "summary.json")));

        AssertCard("pass rate", Percent("pass_rate"));
        AssertCard("failed", summary.GetProperty("failed").GetInt32().ToString(CultureInfo.InvariantCulture));
        AssertCard("goal reached", Percent("goal_reached_rate"));
        AssertCard("final state reached", Percent("final_state_reached_rate"));
        AssertCard("output tokens", summary.GetProperty("output_tokens_total").GetInt32().ToString("#,0", CultureInfo.InvariantCulture));
        AssertCard("cost", "$0.00");
        double median = summary.GetProperty("latency_first_audio_ms_p50").GetDouble();
        AssertCard("first audio, p50", median.ToString(median < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " ms");

        string Percent(string key) => (summary.GetProperty(key).GetDouble() * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

        void AssertCard(string label, string value) => Assert.Matches(
            $"<dt>{Regex.Escape(label)}</dt><dd class=\"value\">{Regex.Escape(WebUtility.HtmlEncode(value))}</dd>", page);
    }

    [Fact]
    public void A_run_of_the_sandbox_is_a_rehearsal_and_tells_what_failed_first()
    {
        string page = WrittenReport.Of(hasPlots: false, StoredRunEvidence.Read(conversations.RunPath));

        Assert.Contains("Not passed", Between(page, "<h1", "</h1>"), StringComparison.Ordinal);
        Assert.Contains("A rehearsal, not evidence.", page, StringComparison.Ordinal);
        int failed = page.IndexOf("href=\"#case-r0-", StringComparison.Ordinal);
        Assert.InRange(failed, 1, page.IndexOf("<dt>pass rate</dt>", StringComparison.Ordinal));
        Assert.Contains("27 Quarry Lane, Elmbridge", page[failed..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_has_its_turns_calls_grades_sound_and_events()
    {
        string page = WrittenReport.Of(hasPlots: false, StoredRunEvidence.Read(conversations.RunPath));

        Assert.Contains("All set: order LK-1004 now goes to 8 Heather Row, Elmbridge.", page, StringComparison.Ordinal);
        Assert.Contains("update_shipping_address", page, StringComparison.Ordinal);
        Assert.Contains("mock 1", page, StringComparison.Ordinal);
        Assert.Contains("Sandbox judge, by rule:", page, StringComparison.Ordinal);
        Assert.Contains("agreement 100.0 %, n=1", page, StringComparison.Ordinal);
        Assert.Contains("src=\"audio/change_of_mind.trial1/turn_01_user.wav\"", page, StringComparison.Ordinal);
        Assert.Contains("response.function_call_arguments.done", page, StringComparison.Ordinal);
        Assert.Contains("mark tool_call\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_others_is_text()
    {
        const string Evil = "<script>alert(1)</script></script><!-- {{ 7 | times: 6 }} {% raw %} \"'>\u202E 😀\u0000\u0007=1+1";
        RunEvidence run = PlottedCases.Evidence(3, (_, row) =>
        {
            (row["user_text"], row["assistant_text"], row["rationale"], row["error_message"]) = (Evil, Evil, Evil, Evil);
            (row["predicted_tool_call"], row["expected_arguments"], row["tags"]) = (Evil, Evil, new System.Text.Json.Nodes.JsonArray(Evil));
            row["case_id"] = $"{row["case_id"]}{Evil}";
        });

        string page = WrittenReport.Of(hasPlots: true, run);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<script>").Length);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("{{ 7 | times: 6 }}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thousand_cases_are_less_than_two_megabytes_with_the_worst_in_full()
    {
        string page = WrittenReport.Of(hasPlots: true, PlottedCases.Evidence(2000, (index, row) =>
            row["assistant_text"] = string.Join(' ', Enumerable.Repeat($"It is {index * 7919 % 10007} pounds.", 30))));

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 500_000, 2_000_000);
        Assert.Equal(2001, page.Split("<tr data-key=").Length);
        Assert.Contains("data-pack-id=\"r0-p0\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_leads_out_of_the_run_is_no_link()
    {
        using var copy = new RunCopy(crawl);
        string secret = Path.Combine(Path.GetDirectoryName(copy.RunPath)!, "secret.wav");
        File.WriteAllText(secret, "not yours");
        RunEvidence run = PlottedCases.Evidence(1, (_, row) =>
        {
            (row["input_audio_path"], row["output_audio_path"], row["event_log_path"]) = ("../secret.wav", secret, "javascript:alert(1)");
        }) with { RunPath = copy.RunPath };

        string page = WrittenReport.Of(hasPlots: false, run);

        Assert.DoesNotContain("secret.wav\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"javascript:", page, StringComparison.Ordinal);
    }

    [Fact(SkipUnless = nameof(HasLinks), Skip = "Making a symbolic link needs a privilege on Windows.")]
    public void A_link_that_leads_out_of_the_run_is_not_followed()
    {
        using var copy = new RunCopy(crawl);
        string secret = Path.Combine(Path.GetDirectoryName(copy.RunPath)!, "secret.jsonl");
        File.WriteAllText(secret, """{"type":"mine","event":{"word":"confidential"}}""" + "\n");
        Directory.CreateDirectory(copy.PathOf("events"));
        File.CreateSymbolicLink(copy.PathOf("events/own.jsonl"), secret);
        Directory.CreateSymbolicLink(copy.PathOf("others"), Path.GetDirectoryName(secret)!);
        RunEvidence run = PlottedCases.Evidence(2, (index, row) =>
            row["event_log_path"] = index == 0 ? "events/own.jsonl" : "others/secret.jsonl") with { RunPath = copy.RunPath };

        string page = WrittenReport.Of(hasPlots: false, run);

        Assert.DoesNotContain("confidential", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".jsonl\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_of_the_sandbox_alone_is_a_rehearsal()
    {
        GateReport gate = Gated.Rehearsal("errored == 0").Evaluate(StoredRunEvidence.Read(crawl.RunPath));
        Assert.Equal(GateVerdict.Passed, gate.Verdict);

        string page = new EvalReport(TimeProvider.System) { Gates = [gate], Page = new HtmlReport(new PageTemplates(), null) }
            .Write(ReportFormat.Html);

        Assert.Contains("Rehearsal", Between(page, "<h1", "</h1>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("cancelled")]
    public void A_run_that_did_not_end_has_a_report_that_says_so(string state)
    {
        using var copy = new RunCopy(crawl);
        copy.ChangeManifest(manifest => (manifest["state"], manifest["finished"]) = (state, 4));
        string[] lines = File.ReadAllLines(copy.PathOf("journal.jsonl"));
        File.WriteAllText(copy.PathOf("journal.jsonl"), string.Join('\n', lines[..4]) + "\n" + lines[4][..20]);
        File.Delete(copy.PathOf("summary.json"));

        string page = WrittenReport.Of(hasPlots: true, StoredRunEvidence.Read(copy.RunPath));

        Assert.Contains($"the run is {state}", page, StringComparison.Ordinal);
        Assert.Contains("There is no summary.json of these cases", page, StringComparison.Ordinal);
        Assert.Contains("input.wav is not there", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Passed", Between(page, "<h1", "</h1>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_the_reference_make_a_report_that_says_what_is_missing()
    {
        Dictionary<string, string>[] rows =
        [
            new() { ["example_id"] = "ref_1", ["assistant_text"] = "Good morning.", ["grade"] = "1", ["status"] = "ok" },
            new() { ["example_id"] = "ref_2", ["gt_tool_call"] = "pay", ["pred_tool_call"] = "", ["grade"] = "0", ["status"] = "ok" },
        ];
        IReadOnlyList<RunEvidence> runs =
            EvidenceReader.Read(rows.Select(row => EvidenceRow.Of(JsonSerializer.SerializeToElement(row))));

        string page = WrittenReport.Of(hasPlots: true, [.. runs]);

        Assert.Contains("There is no run.json", page, StringComparison.Ordinal);
        Assert.Contains("ref_2", page, StringComparison.Ordinal);
        Assert.Contains("Good morning.", page, StringComparison.Ordinal);
        Assert.Contains("Not passed", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Gates_come_first_with_the_reason_of_each_rule()
    {
        RunEvidence run = StoredRunEvidence.Read(crawl.RunPath);
        GateReport gate = Gated.Rehearsal("pass_rate >= 0.99").Evaluate(run);

        string page = new EvalReport(TimeProvider.System) { Runs = [run], Gates = [gate], Page = new HtmlReport(new PageTemplates(), null) }
            .Write(ReportFormat.Html);

        int rule = page.IndexOf("pass_rate &gt;= 0.99", StringComparison.Ordinal);
        Assert.InRange(rule, 1, page.IndexOf("<dt>pass rate</dt>", StringComparison.Ordinal));
        Assert.Contains("0 of 1 gates passed", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_goes_into_the_page_when_it_is_asked_for()
    {
        string page = new EvalReport(TimeProvider.System)
        {
            Runs = [StoredRunEvidence.Read(crawl.RunPath)],
            BasePath = crawl.RunPath,
            Page = new HtmlReport(new PageTemplates(), null, embedAudio: true),
        }.Write(ReportFormat.Html);

        string file = Directory.GetFiles(crawl.RunPath, "output.wav", SearchOption.AllDirectories)[0];
        string sound = Convert.ToBase64String(File.ReadAllBytes(file));
        Assert.Contains($"data:audio/wav;base64,{sound}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"audio/", page, StringComparison.Ordinal);
        string told = EmbeddedSound.Describe([StoredRunEvidence.Read(crawl.RunPath)]);
        Assert.Matches(@"^\d+ sound files of \d+\.\d MB go into the report", told);
    }

    private static string HashOf(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        Assert.True(from >= start.Length, $"There is no {start}");
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
