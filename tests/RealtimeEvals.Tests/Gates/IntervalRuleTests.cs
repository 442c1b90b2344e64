using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Rules about an end of an interval, which pass only on what a run shows.</summary>
public sealed class IntervalRuleTests
{
    /// <summary>The first two are those of Newcombe (1998), table I; all to six digits.</summary>
    [Theory]
    [InlineData(81, 263, 0.255289, 0.366210)]
    [InlineData(15, 148, 0.062386, 0.160487)]
    [InlineData(0, 20, 0, 0.161125)]
    [InlineData(1, 29, 0.006113, 0.171755)]
    [InlineData(20, 20, 0.838875, 1)]
    public void Share_of_cases_has_the_interval_that_summaries_show(int passed, int planned, double low, double high)
    {
        RuleResult rate = Only("pass_rate >= 0", Cases(planned, passed));

        Assert.Equal((low, high), (Math.Round(rate.Low!.Value, 6), Math.Round(rate.High!.Value, 6)));
        Assert.Equal(PassRateText.Of(passed, planned), rate.Measured);
        Equal(rate.Low!.Value, Only("pass_rate_low >= 0", Cases(planned, passed)).Value);
        Equal(rate.High!.Value, Only("PassRate_high >= 0", Cases(planned, passed)).Value);
        Equal(1 - rate.High!.Value, Only("fail_rate_low >= 0", Cases(planned, passed)).Value);
    }

    [Fact]
    public void All_of_a_few_do_not_show_a_high_rate()
    {
        RuleResult rule = Only("pass_rate_low >= 0.9", Cases(20, 20));

        Assert.Equal((GateVerdict.Failed, GateReason.BoundMissed), (rule.Verdict, rule.Reason));
        Assert.Equal("pass_rate_low >= 0.9: Failed, 100.0 % [84, 100] n=20 (BoundMissed: the value is 0.8389.)", $"{rule}");
        Assert.Equal(GateVerdict.Passed, Only("pass_rate_low >= 0.95", Cases(73, 73)).Verdict);
        Assert.Equal(GateVerdict.Failed, Only("pass_rate_low >= 0.95", Cases(72, 72)).Verdict);
    }

    [Fact]
    public void Error_counts_against_the_lower_end()
    {
        RuleResult whole = Only("pass_rate_low >= 0", Cases(20, 19));
        RuleResult broken = Only("pass_rate_low >= 0", Cases(20, 19, (index, row) => row["outcome"] = index == 19 ? "error" : "pass"));

        Assert.Equal(whole.Value, broken.Value);
        Assert.Equal(GateReason.UnjudgedCases, Only("fail_rate_high <= 1", Cases(20, 19, (_, row) => row["outcome"] = "error")).Reason);
    }

    [Theory]
    [InlineData("latency_first_audio_ms_p95_high <= 1e6", 72)]
    [InlineData("latency_first_audio_ms_p5_low >= 0", 72)]
    [InlineData("latency_first_audio_ms_p50_high <= 1e6", 6)]
    [InlineData("latency_first_audio_ms_p99_high <= 1e6", 368)]
    public void Percentile_has_an_end_only_from_enough_values_on(string rule, int needed)
    {
        RuleResult few = Only(rule, Latencies(needed - 1));

        Assert.Equal((GateVerdict.NotEvaluated, GateReason.TooFewSamples, null), (few.Verdict, few.Reason, few.Value));
        Assert.Contains($"; {needed} are needed", few.Message, StringComparison.Ordinal);
        RuleResult enough = Only(rule, Latencies(needed));
        Assert.Equal((GateVerdict.Passed, needed), (enough.Verdict, enough.Count));
        Assert.Equal(rule.Contains("_low", StringComparison.Ordinal) ? 1 : needed, enough.Value);
    }

    /// <summary>1 to 10: the mean is 5.5, its error 0.957427, and Student's quantile with 9 degrees of freedom 2.262157.</summary>
    [Fact]
    public void Average_has_students_interval()
    {
        RuleResult mean = Only("latency_first_audio_ms_mean <= 8", Latencies(10));

        Assert.Equal((3.334149, 7.665851), (Math.Round(mean.Low!.Value, 6), Math.Round(mean.High!.Value, 6)));
        Assert.Equal("5.5 [3.3341, 7.6659] n=10", mean.Measured);
        Assert.Equal(GateReason.TooFewSamples, Only("latency_first_audio_ms_mean_high <= 8", Latencies(1)).Reason);
    }

    /// <summary>
    /// Three cases with the trials 1 1 1, 0 0 1 and 1 0: the clustered error is 0.2215226 (Miller's, with C/(C - 1)), which is that of
    /// 4.776 values; with Student's quantile for two degrees of freedom Wilson's interval is 0.083 to 0.969.
    /// </summary>
    [Fact]
    public void Trials_of_a_case_are_one_cluster()
    {
        RunEvidence trials = Trials(("a", [1, 1, 1]), ("b", [0, 0, 1]), ("c", [1, 0]));
        RuleResult rate = Only("pass_rate >= 0", trials);

        Assert.Equal(8, rate.Count);
        Equal(5.0 / 8, rate.Value);
        Assert.Equal((0.08271, 0.96856), (Math.Round(rate.Low!.Value, 6), Math.Round(rate.High!.Value, 6)));
        Assert.True(rate.Low < Only("pass_rate >= 0", Cases(8, 5)).Low);
    }

    [Fact]
    public void Trials_of_one_case_alone_count_as_one()
    {
        RuleResult rate = Only("pass_rate_low >= 0.5", Trials(("a", [.. Enumerable.Repeat(1, 50)])));

        Assert.Equal(GateVerdict.Failed, rate.Verdict);
        Equal(Only("pass_rate_low >= 0.5", Cases(1, 1)).Value!.Value, rate.Value);
    }

    /// <summary>Values of C(6, 4) / C(8, 4) and 1 - C(6, 4) / C(8, 4).</summary>
    [Fact]
    public void Chances_of_trials_are_without_bias_and_have_an_interval()
    {
        RunEvidence most = Trials(("a", [1, 1, 1, 1, 1, 1, 0, 0]));
        RunEvidence few = Trials(("a", [1, 1, 0, 0, 0, 0, 0, 0]));

        Equal(3.0 / 14, Only("pass^4 >= 0", most).Value);
        Equal(11.0 / 14, Only("pass@4 >= 0", few).Value);
        RuleResult low = Only("pass^2_low >= 0.9", Trials([.. Enumerable.Range(0, 20).Select(one => ($"case_{one}", new[] { 1, 1 }))]));
        Assert.Equal((GateVerdict.Failed, 0.838875, 20), (low.Verdict, Math.Round(low.Value!.Value, 6), low.Count));
        Assert.Equal(GateReason.FiguresMissing, Only("pass^4_low >= 0", Trials(("a", [1, 1, 1]))).Reason);
    }

    [Fact]
    public void Flaky_are_cases_that_passed_and_failed()
    {
        RunEvidence run = Trials(("a", [1, 0]), ("b", [1, 1]), ("c", [1, -1]), ("d", [0, 0]));

        Assert.Equal(GateReason.UnjudgedCases, Only("flaky <= 1", run).Reason);
        Assert.Equal((GateVerdict.Passed, 1), (Only("flaky[allow_unjudged] <= 1", run).Verdict, Only("flaky >= 1", run).Value));
        Equal(0.25, Only("flaky_rate >= 0", run).Value);
        Assert.Equal(GateVerdict.Failed, Only("flaky_rate_high <= 0.5", Trials(("a", [1, 0]), ("b", [1, 1]))).Verdict);
        Assert.Equal(GateReason.FiguresMissing, Only("flaky == 0", Cases(4, 4)).Reason);
    }

    [Fact]
    public void Case_that_was_tried_again_is_counted()
    {
        RunEvidence retried = Cases(3, 3, (index, row) => row["attempts"] = index == 2 ? 2 : 1);
        Assert.Equal(GateVerdict.Failed, Only("attempts_max <= 1", retried).Verdict);
        Assert.Equal(GateVerdict.Passed, Only("attempts_max <= 1", Cases(3, 3, (_, row) => row["attempts"] = 1)).Verdict);
    }

    [Fact]
    public void Results_that_do_not_name_their_case_have_no_interval()
    {
        RunEvidence run = EvidenceReader.ReadRun([.. Enumerable.Range(0, 30).Select(_ => EvidenceRow.Of(JsonSerializer.SerializeToElement(
            new JsonObject { ["outcome"] = "pass", ["planned"] = 30 })))]);
        RuleResult rule = Only("pass_rate_low >= 0", run);

        Assert.Equal((GateVerdict.NotEvaluated, GateReason.TooFewSamples), (rule.Verdict, rule.Reason));
    }

    [Theory]
    [InlineData("cases_low >= 1")]
    [InlineData("errored_high <= 1")]
    [InlineData("flaky_high <= 1")]
    [InlineData("cost_usd_total_high <= 1")]
    [InlineData("latency_first_audio_ms_max_high <= 1")]
    [InlineData("latency_first_audio_ms_high <= 1")]
    [InlineData("pass^0_low >= 1")]
    [InlineData("pass_rate_low_low >= 1")]
    [InlineData("pass_rate_middle >= 1")]
    public void What_has_no_interval_has_no_ends(string rule) =>
        Assert.Equal("UnknownMetric", Assert.Throws<EvalException>(() => GateRule.Parse(rule)).ErrorId);

    private static RuleResult Only(string rule, RunEvidence run) =>
        Assert.Single(new GateOptions { Rules = [GateRule.Parse(rule)] }.Evaluate(run).Rules);

    private static RunEvidence Cases(int planned, int passed, Action<int, JsonObject>? change = null) =>
        PlottedCases.Evidence(planned, (index, row) =>
        {
            row["outcome"] = index < passed ? "pass" : "fail";
            change?.Invoke(index, row);
        });

    private static RunEvidence Latencies(int count) => Cases(count, count, (index, row) => row["latency_first_audio_ms"] = index + 1);

    /// <summary>Returns a run of trials: 1 passed, 0 failed, -1 ended in an error.</summary>
    private static RunEvidence Trials(params (string Id, int[] Outcomes)[] cases)
    {
        (string Id, int Trial, int Outcome)[] trials =
            [.. cases.SelectMany(one => one.Outcomes.Select((outcome, index) => (one.Id, index + 1, outcome)))];
        return PlottedCases.Evidence(trials.Length, (index, row) =>
        {
            row["case_id"] = trials[index].Id;
            row["trial"] = trials[index].Trial;
            row["outcome"] = trials[index].Outcome switch { 1 => "pass", 0 => "fail", _ => "error" };
        });
    }
}
