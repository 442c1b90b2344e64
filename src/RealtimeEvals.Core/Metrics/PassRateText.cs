using System.Globalization;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Metrics;

/// <summary>Shows how many of a number of cases passed.</summary>
public static class PassRateText
{
    /// <summary>The number of characters of a bar.</summary>
    private const int Cells = 10;

    /// <summary>
    /// Returns the share, the interval that holds the true share with a confidence of 95 % (Wilson's), and the number of cases, such as
    /// <c>94.4 % [74, 99] n=18</c>; <c>n=0</c> where there are none.
    /// </summary>
    /// <param name="passed">How many passed, 0 to <paramref name="total"/>.</param>
    /// <param name="total">How many there are.</param>
    public static string Of(int passed, int total) =>
        total > 0 ? Of((double)passed / total, WilsonInterval.Of(passed, total), total) : "n=0";

    /// <summary>Returns a share, its interval where it has one, and the number of observations.</summary>
    internal static string Of(double share, Interval? interval, int count)
    {
        // The ends of a narrow interval would look like one.
        string format = interval is (double from, double to) && to - from < 0.05 ? "0.0" : "0";
        string ends = interval is (double low, double high) ? $" [{Percent(low)}, {Percent(high)}]" : "";
        return FormattableString.Invariant($"{share:P1}{ends} n={count:#,0}");

        string Percent(double end) => (100 * end).ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Returns a bar of ten characters. It is full only if all passed, and empty only if none did; an empty text without cases.
    /// </summary>
    /// <param name="passed">How many passed, 0 to <paramref name="total"/>.</param>
    /// <param name="total">How many there are.</param>
    public static string Bar(int passed, int total)
    {
        if (total <= 0) return "";
        int full = Math.Clamp((int)((long)Cells * passed / total), passed > 0 ? 1 : 0, Cells);
        return new string('█', full) + new string('░', Cells - full);
    }
}
