using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>A gate that holds only what its rules ask for says the same as one that holds everything.</summary>
public sealed class ReadColumnsTests(FinishedCrawl crawl, FinishedConversations talk)
    : IClassFixture<FinishedCrawl>, IClassFixture<FinishedConversations>
{
    private static readonly string[] OfCrawl =
    [
        "pass_rate_low >= 0.9", "latency_first_audio_ms_p95 <= 1e6", "latency_response_done_ms_mean_high <= 1e6", "cost_usd_total <= 100",
        "output_tokens_mean >= 0", "pass_rate[expected_tool_call=look_up_order] >= 0", "grade_mean[tag=refund] >= 0",
        "tool_call_argument_correctness_mean >= 0", "grade_mean >= 0.5", "speech_ms_mean >= 0", "happiness_mean >= 0",
        "end_of_speech_to_first_audio_ms_p50 >= 0", "pass_rate[provider=sandbox] >= 0.1", "attempts_max <= 1", "input_tokens_max >= 1",
    ];

    private static readonly string[] OfTalk =
    [
        "pass^2 >= 0", "flaky == 0", "grade_mean >= 0", "goal_completion_grade_mean_low >= 0", "goal_reached_rate >= 0",
        "turn_count_max <= 9",
        "brief_reply_grade_mean[tag=refund] >= 0", "latency_first_audio_ms_p95 <= 1e6", "pass_rate[simulation_id=refund] >= 0",
        "pass_rate[brief_reply_grade_status=graded] >= 0", "tool_call_grade_n >= 1", "false_turns_total == 0",
        "tool_call_correctness_mean >= 0", "failed[end_reason=goal] >= 0",
    ];

    [Fact]
    public void Gate_says_the_same_of_a_crawl() => Compare(crawl.RunPath, OfCrawl);

    [Fact]
    public void Gate_says_the_same_of_conversations() => Compare(talk.RunPath, OfTalk);

    [Fact]
    public void Text_that_no_rule_asks_for_is_not_held()
    {
        EvidenceRow full = StoredRunEvidence.Read(crawl.RunPath).Cases[0].Whole;
        EvidenceRow kept = Kept(crawl.RunPath, "pass_rate[user_text=x] >= 0").Cases[0].Whole;
        EvidenceRow dropped = Kept(crawl.RunPath, "pass_rate >= 0").Cases[0].Whole;

        Assert.NotEqual("", full.Text("user_text"));
        Assert.Equal(full.Text("user_text"), kept.Text("user_text"));
        Assert.True(dropped.Has("user_text"));
        Assert.Equal("\u2026", dropped.Text("user_text"));
        Assert.Equal(full.Names.Order(), dropped.Names.Order());
        Assert.Equal(full.Text("case_id"), dropped.Text("case_id"));
        Assert.True(dropped.HeldNames.Count() < full.HeldNames.Count() / 2);
    }

    [Fact]
    public void Figure_that_cannot_be_is_found_although_no_rule_asks_for_it()
    {
        using RunCopy copy = new RunCopy(crawl).RewriteJournal(lines => lines[0]["latency_response_done_ms"] = -5);

        Assert.Contains(
            Kept(copy.RunPath, "pass_rate >= 0").Findings,
            finding => finding.Reason == GateReason.OutOfRange && finding.Message.Contains("is -5", StringComparison.Ordinal));
    }

    private static void Compare(string runPath, string[] rules)
    {
        foreach (string[] some in rules.Select(rule => new[] { rule }).Append(rules))
        {
            GateOptions gate = Gated.Rehearsal(some);
            DateTimeOffset now = DateTimeOffset.UtcNow;
            GateReport full = gate.Evaluate(StoredRunEvidence.Read(runPath), new ManualTime(now));
            GateReport kept = gate.Evaluate(StoredRunEvidence.Read(runPath, gate), new ManualTime(now));
            Assert.Equal(JsonSerializer.Serialize(full, RunJson.Indented), JsonSerializer.Serialize(kept, RunJson.Indented));
        }
    }

    private static RunEvidence Kept(string runPath, params string[] rules) => StoredRunEvidence.Read(runPath, Gated.Rehearsal(rules));
}
