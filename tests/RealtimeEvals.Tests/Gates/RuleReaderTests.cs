using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

public sealed class RuleReaderTests
{
    [Theory]
    [InlineData("pass_rate >= 0.95", "pass_rate", ">=", 0.95)]
    [InlineData("errored==0", "errored", "==", 0)]
    [InlineData("  latency_first_audio_ms_p95<=1.2e3  ", "latency_first_audio_ms_p95", "<=", 1200)]
    [InlineData("cost_usd_total < .5", "cost_usd_total", "<", 0.5)]
    [InlineData("failed != 3", "failed", "!=", 3)]
    [InlineData("speech_stop_lag_ms_min > -40", "speech_stop_lag_ms_min", ">", -40)]
    [InlineData("pass^3 >= 1", "pass^3", ">=", 1)]
    [InlineData("Pass_Rate >= 1", "pass_rate", ">=", 1)]
    public void Parse_rule_gives_metric_sign_and_bound(string text, string metric, string sign, double bound)
    {
        var rule = GateRule.Parse(text);

        Assert.Equal(
            (metric, sign, bound, 0, text.Trim()),
            (rule.Metric, rule.Comparison.Sign, rule.Bound, rule.MinimumSamples, rule.Text));
        Assert.Empty(rule.Filters);
        Assert.Equal(rule.Text, rule.ToString());
    }

    [Theory]
    [InlineData("pass_rate[tag=refund] >= 1", "tag:refund")]
    [InlineData("pass_rate [ Tag = Refund ] >= 1", "tag:Refund")]
    [InlineData("pass_rate[condition=noise:10,turn_detection=ServerVad] >= 1", "condition:noise:10", "turn_detection:ServerVad")]
    [InlineData("pass_rate[tag='a, b]', condition=\"it's\"] >= 1", "tag:a, b]", "condition:it's")]
    [InlineData("pass_rate[condition = two words ] >= 1", "condition:two words")]
    public void Parse_brackets_give_filters(string text, params string[] expected) =>
        Assert.Equal(expected, GateRule.Parse(text).Filters.Select(filter => $"{filter.Name}:{filter.Value}"));

    [Theory]
    [InlineData("pass_rate >= 1 (n >= 30)", 30)]
    [InlineData("pass_rate[tag=a]>=1(N>=1)", 1)]
    [InlineData("pass_rate >= 1 ( n >= 2e2 )", 200)]
    public void Parse_minimum_is_a_whole_number(string text, int minimum) => Assert.Equal(minimum, GateRule.Parse(text).MinimumSamples);

    [Theory]
    [InlineData("", 1, "the name of a metric")]
    [InlineData("   ", 4, "the name of a metric")]
    [InlineData(">= 1", 1, "the name of a metric")]
    [InlineData("pass rate >= 1", 6, "one of >= <= == != > <")]
    [InlineData("pass_rate", 10, "one of >=")]
    [InlineData("pass_rate = 1", 11, "one of >=")]
    [InlineData("pass_rate => 1", 11, "one of >=")]
    [InlineData("pass_rate >= ", 14, "a number")]
    [InlineData("pass_rate >= high", 14, "a number")]
    [InlineData("pass_rate >= NaN", 14, "a number")]
    [InlineData("pass_rate >= 1e999", 14, "a number")]
    [InlineData("pass_rate >= 1.2.3", 14, "a number")]
    [InlineData("pass_rate >= --1", 14, "a number")]
    [InlineData("pass_rate >= 95%", 16, "the end of the rule")]
    [InlineData("pass_rate >= 0,95", 15, "the end of the rule")]
    [InlineData("pass_rate >= 1 and errored == 0", 16, "the end of the rule")]
    [InlineData("pass_rate[] >= 1", 11, "the name of a column")]
    [InlineData("pass_rate[tag] >= 1", 14, "=")]
    [InlineData("pass_rate[tag=] >= 1", 15, "a value")]
    [InlineData("pass_rate[tag=''] >= 1", 16, "a value")]
    [InlineData("pass_rate[tag=a >= 1", 21, "] or a comma")]
    [InlineData("pass_rate[tag='a >= 1", 22, "the closing '")]
    [InlineData("pass_rate[tag='a' b] >= 1", 19, "] or a comma")]
    [InlineData("pass_rate[tag=a,] >= 1", 17, "the name of a column")]
    [InlineData("pass_rate >= 1 (30)", 19, "(n >= count)")]
    [InlineData("pass_rate >= 1 (m >= 3)", 18, "(n >= count)")]
    [InlineData("pass_rate >= 1 (n > 3)", 19, ">=")]
    [InlineData("pass_rate >= 1 (n >= )", 22, "a whole number above zero")]
    [InlineData("pass_rate >= 1 (n >= 0)", 23, "a whole number above zero before this")]
    [InlineData("pass_rate >= 1 (n >= 2.5)", 25, "a whole number above zero before this")]
    [InlineData("pass_rate >= 1 (n >= 3", 23, ")")]
    [InlineData("pass_rate >= 1 (n >= 3) x", 25, "the end of the rule")]
    public void Parse_malformed_rule_names_the_position(string text, int position, string expected)
    {
        EvalException error = Assert.Throws<EvalException>(() => GateRule.Parse(text));

        Assert.Equal((nameof(EvalErrors.InvalidRule), ErrorKind.Usage), (error.ErrorId, error.Kind));
        Assert.StartsWith(
            FormattableString.Invariant($"The rule '{text}' cannot be read at position {position}: expected {expected}"),
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ParseAll_names_everything_that_is_wrong_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(() => GateRule.ParseAll(["pass_rate >= x", "failed == 0", "errored"]));

        Assert.Equal(nameof(EvalErrors.InvalidRules), error.ErrorId);
        Assert.Contains("'pass_rate >= x' cannot be read at position 14", error.Message, StringComparison.Ordinal);
        Assert.Contains("'errored' cannot be read at position 8", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseAll_of_one_wrong_rule_is_the_error_of_that_rule() =>
        Assert.Equal(
            nameof(EvalErrors.InvalidRule),
            Assert.Throws<EvalException>(() => GateRule.ParseAll(["failed == 0", "errored"])).ErrorId);
}
