using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>When a value is good, and when it is a warning; anything else is poor.</summary>
/// <param name="Words">The bounds in words.</param>
/// <param name="IsGood">Whether a value is good.</param>
/// <param name="IsWarning">Whether a value that is not good is a warning.</param>
internal sealed record Bound(string Words, Func<double, bool> IsGood, Func<double, bool> IsWarning)
{
    /// <summary>Good from one value on, a warning from another on.</summary>
    public static Bound AtLeast(double good, double warning) => new(
        FormattableString.Invariant($"good from {good}, warning from {warning}"), value => value >= good, value => value >= warning);

    /// <summary>Good from a value on, else a warning.</summary>
    public static Bound AtLeast(double good) => new(
        FormattableString.Invariant($"good from {good}, else warning"), value => value >= good, _ => true);

    /// <summary>Good up to one value, a warning up to another.</summary>
    public static Bound AtMost(double good, double warning) => new(
        FormattableString.Invariant($"good up to {good}, warning up to {warning}"), value => value <= good, value => value <= warning);

    /// <summary>Good up to a value, else a warning.</summary>
    public static Bound AtMost(double good) => new(
        FormattableString.Invariant($"good up to {good}, else warning"), value => value <= good, _ => true);

    /// <summary>Good within one range, a warning within a wider one.</summary>
    public static Bound Within(double from, double to, double widerFrom, double widerTo) => new(
        FormattableString.Invariant($"good from {from} to {to}, warning from {widerFrom} to {widerTo}"),
        value => value >= from && value <= to,
        value => value >= widerFrom && value <= widerTo);

    /// <summary>Good when there is none, else poor.</summary>
    public static Bound None { get; } = new("good at 0", value => value == 0, _ => false);

    /// <summary>Good when it is so, else poor.</summary>
    public static Bound Yes { get; } = new("good at 1", value => value == 1, _ => false);

    /// <summary>Returns the variable of a test with its status. A value that is not finite is none.</summary>
    /// <param name="test">The test.</param>
    /// <param name="metric">The name of the value.</param>
    /// <param name="value">The value; null when there is none.</param>
    /// <param name="detail">Where it shows, or why there is no value.</param>
    public ConversationVariable Judge(IConversationTest test, string metric, double? value, string detail = "")
    {
        double? known = value is double number && double.IsFinite(number) ? number : null;
        return new ConversationVariable
        {
            Test = test.Name,
            Metric = metric,
            Value = known,
            Status = known is not double found ? VariableStatus.Inconclusive
                : IsGood(found) ? VariableStatus.Good
                : IsWarning(found) ? VariableStatus.Warning
                : VariableStatus.Poor,
            Bounds = Words,
            Detail = detail,
        };
    }
}
