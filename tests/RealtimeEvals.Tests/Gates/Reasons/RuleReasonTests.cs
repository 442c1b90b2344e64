using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Reasons that lie in a rule and what it measures.</summary>
public sealed class RuleReasonTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    [Fact]
    public void BoundMissed()
    {
        GateReport report = Evaluate("pass_rate >= 0.95");

        Because.Says(report, GateVerdict.Failed, GateReason.BoundMissed);
        RuleResult rule = Assert.Single(report.Rules);
        Assert.Equal(
            ("pass_rate >= 0.95", GateVerdict.Failed, 5.0 / 6, ">=", 0.95, 6),
            (rule.Rule, rule.Verdict, rule.Value, rule.Operator, rule.Bound, rule.Count));
    }

    /// <summary>A rule must hold for the worst that the latencies may have been while the machine was busy.</summary>
    [Fact]
    public void LatencyUncertain()
    {
        void Busy(JsonNode row) => (row["latency_first_audio_ms"], row["latency_uncertainty_ms"]) = (1_000, 40);

        foreach (string rule in new[] { "latency_first_audio_ms_max <= 1020", "latency_first_audio_ms_max >= 980" })
        {
            Because.NotEvaluated(Evaluate(rule, Busy), GateReason.LatencyUncertain);
        }

        Because.Nothing(Evaluate("latency_first_audio_ms_max <= 1040", Busy));
        Because.Nothing(Evaluate("latency_first_audio_ms_max >= 960", Busy));
        Because.Says(Evaluate("latency_first_audio_ms_max <= 990", Busy), GateVerdict.Failed, GateReason.BoundMissed);
        Because.NotEvaluated(
            Evaluate("latency_first_audio_ms_max <= 1040", row => row["latency_uncertainty_ms"] = "much"), GateReason.LatencyUncertain);
        Because.Says(Evaluate("latency_uncertainty_ms_max <= 5", Busy), GateVerdict.Failed, GateReason.BoundMissed);
    }

    [Fact]
    public void UnknownMetric()
    {
        string[] rules =
        [
            "happiness_mean >= 0", "grade >= 0", "grade_median >= 0", "latency_first_audio_ms_p100 >= 0",
            "pass^0 >= 0", "_mean >= 0",
        ];
        foreach (string rule in rules) Because.NotEvaluated(Evaluate(rule), GateReason.UnknownMetric);
    }

    [Fact]
    public void MetricMissing()
    {
        Because.NotEvaluated(Evaluate("pass_rate[model=nobody] == 0"), GateReason.MetricMissing);
        Because.NotEvaluated(Evaluate("failed[tag=refund] == 0"), GateReason.MetricMissing);
    }

    [Fact]
    public void FiguresMissing()
    {
        const string Rule = "latency_response_done_ms_p95 <= 1000000";
        Because.Nothing(Evaluate(Rule));
        Because.NotEvaluated(Evaluate(Rule, row => row["latency_response_done_ms"] = null), GateReason.FiguresMissing);
        Because.NotEvaluated(Evaluate(Rule, row => row["outcome"] = "error"), GateReason.FiguresMissing);
        Because.NotEvaluated(Evaluate("failed[expected_tool_call=make_payment] <= 1"), GateReason.FiguresMissing);
    }

    [Fact]
    public void UnjudgedCases()
    {
        string[] refused =
        [
            "failed <= 6", "failed < 6", "failed == 0", "failed != 9", "fail_rate <= 1", "fail_rate < 1",
            "passed <= 6", "passed != 9", "pass_rate <= 1", "pass_rate != 0.5",
        ];
        foreach (string rule in refused)
        {
            Because.NotEvaluated(Evaluate(rule, row => row["outcome"] = "error"), GateReason.UnjudgedCases);
            Because.NotEvaluated(Evaluate(rule, row => row["outcome"] = "inconclusive"), GateReason.UnjudgedCases);
        }

        string[] allowed =
        [
            "failed[allow_unjudged] <= 6", "failed[allow_unjudged, provider=sandbox] <= 6",
            "failed[ provider = sandbox , allow_unjudged ] <= 6", "errored <= 1", "passed >= 1", "pass_rate > 0.1",
        ];
        foreach (string rule in allowed) Because.Nothing(Evaluate(rule, row => row["outcome"] = "error"));
        Assert.Throws<EvalException>(() => GateRule.Parse("failed[allow_unjudged <= 6"));
        Assert.Throws<EvalException>(() => GateRule.Parse("failed[allow_everything] <= 6"));
    }

    [Theory]
    [InlineData("failed == 0", false)]
    [InlineData("fail_rate <= 0.05", false)]
    [InlineData("errored <= 6", false)]
    [InlineData("cases >= 1", false)]
    [InlineData("errored[allow_unjudged] <= 6", true)]
    public void UnjudgedCases_a_run_that_answered_nothing_never_passes(string rule, bool passes)
    {
        IReadOnlyList<JsonNode> rows = Gated.JournalRows(run.RunPath);
        foreach (JsonNode row in rows) (row["outcome"], row["run_path"]) = ("error", "");

        GateReport report = Assert.Single(Gated.Rehearsal(rule).Evaluate(rows));

        Assert.Equal(passes ? GateVerdict.Passed : GateVerdict.NotEvaluated, report.Verdict);
        if (!passes)
        {
            Assert.Contains(
                report.Findings.Select(finding => finding.Reason).Concat(report.Rules.Select(one => one.Reason)),
                reason => reason == GateReason.UnjudgedCases);
        }
    }

    [Fact]
    public void NotFinite()
    {
        const string Rule = "latency_response_done_ms_min >= 0";
        Because.Nothing(Evaluate(Rule));
        foreach (string garbage in new[] { "NaN", "Infinity", "-Infinity", "1e999", "fast", "true", "0x10", "1,5" })
            Because.NotEvaluated(Evaluate(Rule, row => row["latency_response_done_ms"] = garbage), GateReason.NotFinite);
    }

    [Fact]
    public void OutOfRange()
    {
        const string Rule = "errored == 0";
        Because.Nothing(Evaluate(Rule));
        foreach ((string name, string value) in new[]
        {
            ("latency_response_done_ms", "-1e308"), ("latency_first_audio_ms", "-1"),
            ("latency_response_done_ms", "86400001"), ("end_of_speech_to_first_audio_ms", "-600001"), ("output_tokens", "-1"),
            ("cost_usd", "-0.01"), ("grade", "1.5"), ("grade", "-1"),
            ("tool_call_correctness", "2"), ("case_number_ms", "-1"), ("cost_usd", "-1e308"),
        }) Because.NotEvaluated(Evaluate(Rule, row => row[name] = value), GateReason.OutOfRange);
        foreach ((string name, string value) in new[]
        {
            ("latency_response_done_ms", "86400000"), ("end_of_speech_to_first_audio_ms", "-250"),
            ("output_tokens", "0"), ("cost_usd", "0"), ("grade", "0.5"),
        }) Because.Nothing(Evaluate(Rule, row => row[name] = value));
        Because.NotEvaluated(Evaluate(Rule, row => row["usage"] = JsonNode.Parse("""{"input_tokens":-5}""")), GateReason.OutOfRange);
    }

    [Fact]
    public void TooFewSamples()
    {
        Because.Nothing(Evaluate("errored == 0 (n >= 6)"));
        Because.NotEvaluated(Evaluate("errored == 0 (n >= 7)"), GateReason.TooFewSamples);
        Because.NotEvaluated(
            (Gated.Rehearsal("errored == 0") with { MinimumSamples = 7 }).Evaluate(StoredRunEvidence.Read(run.RunPath)),
            GateReason.TooFewSamples);
    }

    [Fact]
    public void RuleBroke()
    {
        var broken = new GateRule(
            "pass_rate ? 1", "pass_rate", [],
            new Comparison("?", static (_, _) => throw new InvalidTimeZoneException("out of order")), 1, 0);
        GateReport report = (Gated.Rehearsal("errored == 0") with { Rules = [GateRule.Parse("errored == 0"), broken] }).Evaluate(
            StoredRunEvidence.Read(run.RunPath));

        Because.NotEvaluated(report, GateReason.RuleBroke);
        Assert.Equal([GateVerdict.Passed, GateVerdict.NotEvaluated], report.Rules.Select(rule => rule.Verdict));
        Assert.Contains("out of order", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRules()
    {
        Because.NotEvaluated(Gated.Rehearsal().Evaluate(StoredRunEvidence.Read(run.RunPath)), GateReason.NoRules);
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.None), (new GateReport().Verdict, default(GateReason)));
    }

    /// <summary>What a rule says of the run, with the first row changed.</summary>
    private GateReport Evaluate(string rule, Action<JsonNode>? change = null)
    {
        IReadOnlyList<JsonNode> rows = Gated.Moved(run.Results);
        change?.Invoke(rows[0]);
        return Assert.Single(Gated.Rehearsal(rule).Evaluate(rows));
    }
}
