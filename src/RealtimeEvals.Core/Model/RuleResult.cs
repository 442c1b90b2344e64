using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What became of one rule of a gate.</summary>
/// <param name="Rule">The rule as it was written.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Value">The value of the metric; null when there is none, or none that is a number.</param>
/// <param name="Operator">How value and bound are compared: one of <c>&gt;= &lt;= &gt; &lt; == !=</c>.</param>
/// <param name="Bound">What the value is compared with.</param>
/// <param name="Count">How many values or cases the metric was taken over.</param>
/// <param name="Reason">Why it did not pass.</param>
/// <param name="Message">The same in one sentence; empty when it passed.</param>
public sealed record RuleResult(
    string Rule,
    GateVerdict Verdict,
    double? Value,
    string Operator,
    double Bound,
    int Count,
    GateReason Reason,
    string Message)
{
    /// <summary>One line: the rule, its verdict and why.</summary>
    public override string ToString()
    {
        string measured = Value is double value ? FormattableString.Invariant($", {value:0.####} over {Count}") : "";
        string why = Message.Length > 0 ? $" ({Reason}: {Message})" : "";
        return VisibleText.Of(FormattableString.Invariant($"{Rule}: {Verdict}{measured}{why}"));
    }
}
