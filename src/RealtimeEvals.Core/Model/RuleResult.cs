using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of one rule of a gate.</summary>
/// <param name="Rule">The rule as it was written.</param>
/// <param name="Verdict">Whether the rule holds.</param>
/// <param name="Value">The value of the metric; null when it has none or is not a number.</param>
/// <param name="Operator">How value and bound are compared: one of <c>&gt;= &lt;= &gt; &lt; == !=</c>.</param>
/// <param name="Bound">The number that the value is compared with.</param>
/// <param name="Count">How many values or cases the metric covers.</param>
/// <param name="Reason">Why the rule did not pass.</param>
/// <param name="Message">The reason in one sentence; empty when the rule passed.</param>
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
    /// <summary>Returns the rule, its verdict and the reason on one line.</summary>
    public override string ToString()
    {
        string measured = Value is double value ? FormattableString.Invariant($", {value:0.####} over {Count}") : "";
        string why = Message.Length > 0 ? $" ({Reason}: {Message})" : "";
        return VisibleText.Of(FormattableString.Invariant($"{Rule}: {Verdict}{measured}{why}"));
    }
}
