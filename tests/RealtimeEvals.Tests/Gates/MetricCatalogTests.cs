using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Rules are about what runs have, or they are refused before anything is spent.</summary>
public sealed class MetricCatalogTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    [Theory]
    [InlineData("pas_rate >= 0.9", "pass_rate")]
    [InlineData("latency_first_audio_p95 <= 1200", "latency_first_audio_ms_p95")]
    [InlineData("grade >= 1", "grade_mean")]
    [InlineData("goal_reach >= 1", "goal_reached_rate")]
    [InlineData("happiness_mean >= 1", "speech_ms_mean")]
    [InlineData("user_text_mean >= 1", "speech_ms_mean")]
    [InlineData("started_at_min >= 1", "attempts_min")]
    [InlineData("cost_usd_median <= 1", "cost_usd_mean")]
    [InlineData("latency_response_done_ms_p100 <= 1", "latency_response_done_ms_mean")]
    [InlineData("pass^0 >= 1", "passed")]
    [InlineData("pass_rate[langauge=de] >= 1", "tag")]
    public void Metric_that_no_run_has_is_refused_with_the_nearest_names(string rule, string nearest)
    {
        EvalException exception = Assert.Throws<EvalException>(() => GateRule.Parse(rule));

        Assert.Equal(("UnknownMetric", ErrorKind.Usage), (exception.ErrorId, exception.Kind));
        string[] names =
            exception.Message[(exception.Message.IndexOf("nearest names are ", StringComparison.Ordinal) + "nearest names are ".Length)..]
                .TrimEnd('.')
                .Split(", ");
        Assert.Equal(3, names.Length);
        if (nearest != "tag") Assert.Contains(nearest, names);
    }

    [Theory]
    [InlineData("LatencyFirstAudioMs_p95 <= 1", "latency_first_audio_ms_p95")]
    [InlineData("PassRate >= 1", "pass_rate")]
    [InlineData("passRate >= 1", "pass_rate")]
    [InlineData("ToolCallArgumentCorrectness_mean >= 1", "tool_call_arg_correctness_mean")]
    [InlineData("GoalReached_rate >= 1", "goal_reached_rate")]
    [InlineData("Planned >= 1", "planned")]
    [InlineData("pass^3 >= 1", "pass^3")]
    [InlineData("brief_reply_grade_mean >= 1", "brief_reply_grade_mean")]
    [InlineData("false_turns_total == 0", "false_turns_total")]
    public void Metric_is_taken_in_snake_case_and_as_the_property_is_called(string rule, string metric) =>
        Assert.Equal(metric, GateRule.Parse(rule).Metric);

    [Theory]
    [InlineData("PassRate >= 0.8")]
    [InlineData("LatencyResponseDoneMs_max < 1e9")]
    [InlineData("pass_rate[ExpectedToolCall=look_up_order] >= 0")]
    public void Property_names_measure_the_same(string rule)
    {
        GateReport report = (new GateOptions { Rules = [GateRule.Parse(rule)], AllowSandbox = true }).Evaluate(
            StoredRunEvidence.Read(run.RunPath));

        Assert.DoesNotContain(GateReason.UnknownMetric, report.Rules.Select(result => result.Reason));
        Assert.Equal(rule, report.Rules[0].Rule);
    }

    [Theory]
    [InlineData("crawl", "goal_reached_rate >= 1")]
    [InlineData("crawl", "brief_reply_grade_mean >= 1")]
    [InlineData("crawl", "pass_rate[condition=clean] >= 1")]
    [InlineData("walk", "turn_count_mean >= 1")]
    [InlineData("run", "false_turns_total == 0")]
    [InlineData("refusal-smoke", "grade_mean >= 1")]
    public void Metric_that_the_harness_does_not_have_is_refused(string harness, string rule)
    {
        EvalException exception = Assert.Throws<EvalException>(() => GateRule.RequireKnown([GateRule.Parse(rule)], harness));

        Assert.Equal("UnknownMetric", exception.ErrorId);
        Assert.Contains($"a run of {harness} does not have", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_that_is_offered_is_known() =>
        Assert.All(MetricNames.All, name => Assert.Equal(name, GateRule.Parse($"{name} >= 0").Metric));

    [Theory]
    [InlineData("crawl")]
    [InlineData("walk")]
    [InlineData("run")]
    public void Metrics_of_every_run_are_known_to_its_harness(string harness) =>
        GateRule.RequireKnown(
            Gated.Rules(
            [
                "grade_mean >= 1", "pass_rate >= 1", "cost_usd_total <= 1",
                "latency_first_audio_ms_p95 <= 1", "tool_call_correctness_mean >= 1",
            ]),
            harness);

    [Fact]
    public void Policy_names_the_place_of_a_metric_that_no_run_has()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("policy.json", """{"sets":{"release":{"rules":["pass_rate >= 1","pas_rate >= 1"]}}}""");

        EvalException exception = Assert.Throws<EvalException>(() => GatePolicy.Read(path, ""));

        Assert.Contains("$.sets.release.rules[1]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("pass_rate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_may_allow_a_part_of_the_data()
    {
        using var folder = new TemporaryFolder();
        Assert.True(
            GatePolicy.Read(
                folder.Write("policy.json", """{"sets":{"smoke":{"rules":["errored == 0"],"allow_partial_data":true}}}"""),
                "").AllowPartialData);
        Assert.True(
            GatePolicy.Read(
                folder.Write("policy.psd1", "@{ Sets = @{ Smoke = @{ Rules = @('errored == 0'); AllowPartialData = $true } } }"),
                "").AllowPartialData);
        Assert.False(GatePolicy.Read(folder.Write("other.json", """{"sets":{"smoke":{"rules":["errored == 0"]}}}"""), "").AllowPartialData);
    }
}
