using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// One rule of a gate, as <c>metric[column=value, ...] &gt;= number (n &gt;= count)</c>: <c>pass_rate &gt;= 0.95</c>,
/// <c>grade_mean[tag=refund] &gt;= 1</c>, <c>latency_first_audio_ms_p95 &lt;= 1200 (n &gt;= 30)</c>.
/// </summary>
public sealed record GateRule
{
    /// <summary>The syntax of a rule, for messages.</summary>
    public const string Syntax = "metric[column=value] >= number (n >= count)";

    internal GateRule(
        string text, string metric, IReadOnlyList<CaseFilter> filters, Comparison comparison, double bound, int minimumSamples)
    {
        Text = text;
        Metric = metric;
        Filters = filters;
        Comparison = comparison;
        Bound = bound;
        MinimumSamples = minimumSamples;
    }

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>The metric, such as <c>pass_rate</c> or <c>latency_first_audio_ms_p95</c>.</summary>
    public string Metric { get; }

    /// <summary>The bound that the value is compared with.</summary>
    public double Bound { get; }

    /// <summary>The minimum number of values; 0 when the rule does not give one.</summary>
    public int MinimumSamples { get; }

    /// <summary>The filters that select cases; empty for all cases.</summary>
    internal IReadOnlyList<CaseFilter> Filters { get; }

    /// <summary>Whether the rule may hold although some of its cases have no verdict.</summary>
    internal bool AllowsUnjudged { get; init; }

    /// <summary>The comparison of value and bound.</summary>
    internal Comparison Comparison { get; }

    /// <summary>Parses a rule.</summary>
    /// <exception cref="EvalException">
    /// <c>InvalidRule</c>: gives the position in the rule and what was expected there. <c>UnknownMetric</c>: no run can have the metric or
    /// a column of the rule.
    /// </exception>
    public static GateRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MetricCatalog.Resolve(new RuleReader(text).Read(), null);
    }

    /// <summary>Throws before anything is spent if no run of a harness can have the metrics of the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="harness">crawl, walk, run or refusal-smoke.</param>
    /// <exception cref="EvalException"><c>UnknownMetric</c>, or <c>InvalidRules</c> for several.</exception>
    public static void RequireKnown(IEnumerable<GateRule> rules, string harness) =>
        Collect(rules, rule => MetricCatalog.Resolve(rule, harness));

    /// <summary>Parses rules, and reports all problems in one error.</summary>
    /// <exception cref="EvalException"><c>InvalidRule</c> or <c>UnknownMetric</c>; <c>InvalidRules</c> for several.</exception>
    public static IReadOnlyList<GateRule> ParseAll(IEnumerable<string> texts) => Collect(texts, Parse);

    /// <summary>Returns the same rule with other names for its metric and columns.</summary>
    internal GateRule Named(string metric, IReadOnlyList<CaseFilter> filters) =>
        new(Text, metric, filters, Comparison, Bound, MinimumSamples) { AllowsUnjudged = AllowsUnjudged };

    private static List<GateRule> Collect<T>(IEnumerable<T> items, Func<T, GateRule> read)
    {
        ArgumentNullException.ThrowIfNull(items);
        var rules = new List<GateRule>();
        var faults = new List<EvalException>();
        foreach (T item in items)
        {
            try
            {
                rules.Add(read(item));
            }
            catch (EvalException exception)
            {
                faults.Add(exception);
            }
        }

        return faults switch
        {
            [] => rules,
            [EvalException only] => throw only,
            _ => throw EvalErrors.InvalidRules([.. faults.Select(fault => fault.Message)]),
        };
    }

    /// <summary>The rule as it was written.</summary>
    public override string ToString() => Text;
}
