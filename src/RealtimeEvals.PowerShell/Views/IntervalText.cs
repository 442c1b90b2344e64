using System.Globalization;

namespace RealtimeEvals.PowerShell.Views;

/// <summary>Shows a value with the ends of its interval in the views, such as <c>0.62 [0.21, 1]</c>.</summary>
public static class IntervalText
{
    /// <summary>Returns the text; empty without a value.</summary>
    /// <param name="value">The value; null where there is none.</param>
    /// <param name="low">The lower end; null where it is not known.</param>
    /// <param name="high">The upper end; null where it is not known.</param>
    public static string Of(double? value, double? low, double? high)
    {
        if (value is not double known) return "";
        return low is null && high is null ? Short(known) : $"{Short(known)} [{EndOf(low)}, {EndOf(high)}]";
    }

    private static string EndOf(double? end) => end is double known ? Short(known) : "?";

    private static string Short(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
