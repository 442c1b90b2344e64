using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// One rule of a gate, as <c>metric[column=value, ...] &gt;= number (n &gt;= count)</c>: <c>pass_rate &gt;= 0.95</c>,
/// <c>grade_mean[tag=refund] &gt;= 1</c>, <c>latency_first_audio_ms_p95 &lt;= 1200 (n &gt;= 30)</c>.
/// </summary>
public sealed record GateRule
{
    /// <summary>How a rule is written.</summary>
    public const string Syntax = "metric[column=value] >= number (n >= count)";

    internal GateRule(string text, string metric, IReadOnlyList<CaseFilter> filters, Comparison comparison, double bound, int minimumSamples)
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

    /// <summary>What the value is compared with.</summary>
    public double Bound { get; }

    /// <summary>The least number of values; 0 when the rule names none.</summary>
    public int MinimumSamples { get; }

    /// <summary>Which cases are meant; none for all.</summary>
    internal IReadOnlyList<CaseFilter> Filters { get; }

    /// <summary>Whether the rule says that it may hold although cases that it is about have no verdict.</summary>
    internal bool AllowsUnjudged { get; init; }

    /// <summary>How value and bound are compared.</summary>
    internal Comparison Comparison { get; }

    /// <summary>Reads a rule.</summary>
    /// <exception cref="EvalException"><c>InvalidRule</c>: it names the place in the rule and what was expected there.</exception>
    public static GateRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new RuleReader(text).Read();
    }

    /// <summary>Reads rules; everything that is wrong in any of them is one error.</summary>
    /// <exception cref="EvalException"><c>InvalidRule</c>.</exception>
    public static IReadOnlyList<GateRule> ParseAll(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rules = new List<GateRule>();
        var faults = new List<EvalException>();
        foreach (string text in texts)
        {
            try
            {
                rules.Add(Parse(text));
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
