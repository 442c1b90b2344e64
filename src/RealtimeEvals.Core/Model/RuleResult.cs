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
    /// <summary>
    /// The lower end of the interval that holds the true value of the metric with a confidence of 95 %; null where it has none.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>The upper end of that interval; null where it has none.</summary>
    public double? High { get; init; }

    /// <summary>
    /// The share corrected for the judge's error, where a policy names the judge's agreement with people (Rogan and Gladen, 1978); null
    /// where it does not, or where the share is not that of one judge. It is shown only: rules are about the share itself.
    /// </summary>
    public double? Corrected { get; init; }

    /// <summary>The lower end of the interval of the corrected share; null where it has none.</summary>
    public double? CorrectedLow { get; init; }

    /// <summary>The upper end of that interval; null where it has none.</summary>
    public double? CorrectedHigh { get; init; }

    /// <summary>
    /// Value, interval and number of values as people read them: <c>94.4 % [74, 99] n=18</c> for a share, <c>812.4 [790.1, 860] n=120</c>
    /// for anything else. Of a rule about an end of the interval it is the metric itself. Empty where nothing was measured.
    /// </summary>
    public string Measured { get; init; } = "";

    /// <summary>The interval, such as <c>[0.7424, 0.9901]</c>, with a question mark for an unknown end; empty without both.</summary>
    internal string Range => RangeOf(Low, High);

    /// <summary>The corrected share with its interval, in words; empty without one.</summary>
    internal string CorrectedText => Corrected is double share
        ? FormattableString.Invariant($"{share:0.####} {RangeOf(CorrectedLow, CorrectedHigh)}").TrimEnd()
            + " corrected for the judge's error"
        : "";

    /// <summary>Returns the rule, its verdict and the reason on one line.</summary>
    public override string ToString()
    {
        string measured = Measured.Length > 0 ? $", {Measured}"
            : Value is double value ? FormattableString.Invariant($", {value:0.####} n={Count:#,0}") : "";
        string corrected = CorrectedText.Length > 0 ? $", {CorrectedText}" : "";
        string why = Message.Length > 0 ? $" ({Reason}: {Message})" : "";
        return VisibleText.Of(FormattableString.Invariant($"{Rule}: {Verdict}{measured}{corrected}{why}"));
    }

    private static string RangeOf(double? low, double? high) => low is null && high is null ? "" : $"[{EndOf(low)}, {EndOf(high)}]";

    private static string EndOf(double? end) => end is double known ? FormattableString.Invariant($"{known:0.####}") : "?";
}
