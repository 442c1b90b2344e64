using System.Globalization;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Comparing;

/// <summary>Texts of changes for people to read: shares as percent, times in milliseconds.</summary>
public static class ChangeText
{
    /// <summary>Returns the pass rate of one of the runs with its interval, such as <c>94.4 % [74, 99] n=18</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="isReference">Whether that of the yardstick is meant.</param>
    public static string PassRate(EvalComparison comparison, bool isReference)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        int passed = comparison.BothPassed + (isReference ? comparison.Regressions : comparison.Improvements);
        return PassRateText.Of(passed, comparison.PairCount);
    }

    /// <summary>Returns the change of a pass rate with its interval in percentage points, such as <c>-5.6 [-26, 15]</c>.</summary>
    /// <param name="change">The change as a share; null for an empty text.</param>
    /// <param name="low">The lower end of its interval.</param>
    /// <param name="high">The upper end.</param>
    public static string Rate(double? change, double? low, double? high) => Change(change, low, high, PassRateComparison.Name);

    /// <summary>Returns the change of a figure with its interval, in percentage points where it is a share.</summary>
    /// <param name="change">The change; null for an empty text.</param>
    /// <param name="low">The lower end of its interval; null where there is none.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="figure">The figure and what of it.</param>
    public static string Change(double? change, double? low, double? high, string figure)
    {
        if (change is not double known) return "";
        double factor = IsShare(figure) ? 100 : 1;
        string ends = low is double from && high is double to ? $" [{Short(factor * from)}, {Short(factor * to)}]" : "";
        return (known > 0 ? "+" : "") + Short(factor * known) + ends;
    }

    /// <summary>Returns a value of a figure; empty when there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="figure">The figure and what of it.</param>
    public static string Value(double? value, string figure) => value is not double known ? ""
        : IsShare(figure) ? FormattableString.Invariant($"{known:P1}")
        : Short(known);

    /// <summary>Returns a p with three digits; empty when there is none.</summary>
    public static string P(double? value) => value is not double known ? ""
        : known < 0.001 ? "<0.001"
        : known.ToString("0.000", CultureInfo.InvariantCulture);

    private static bool IsShare(string figure) =>
        figure == PassRateComparison.Name || FigurePick.OfStatistic(figure) is { IsShare: true };

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
