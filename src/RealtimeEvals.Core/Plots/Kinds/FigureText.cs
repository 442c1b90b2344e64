using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Plots;

/// <summary>Figures as people read them, in pictures and reports alike.</summary>
internal static class FigureText
{
    /// <summary>Returns a share as per cent with one decimal.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Returns milliseconds: with one decimal below 100.</summary>
    public static string Milliseconds(double value) =>
        value.ToString(Math.Abs(value) < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " ms";

    /// <summary>Returns a number: whole ones without decimals, others with one.</summary>
    public static string Number(double value) =>
        value.ToString(double.IsInteger(value) || Math.Abs(value) >= 1000 ? "#,0" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>Returns an amount in US dollars.</summary>
    public static string Dollars(double value) =>
        "$" + value.ToString(value is 0 or >= 1 ? "#,0.00" : "0.0000", CultureInfo.InvariantCulture);

    /// <summary>Returns a value in its unit.</summary>
    public static string Of(double value, PlotUnit unit) => unit switch
    {
        PlotUnit.Share => Percent(value),
        PlotUnit.Milliseconds => Milliseconds(value),
        _ => Number(value),
    };

    /// <summary>Returns the name of a figure in words.</summary>
    public static string Words(string name)
    {
        string plain = name.EndsWith("_ms", StringComparison.Ordinal) ? name[..^3] : name;
        string own = plain.StartsWith("latency_", StringComparison.Ordinal) ? plain[8..] : plain;
        return own.Replace('_', ' ');
    }

    /// <summary>Returns a rate as a value of a plot.</summary>
    public static PlotValue RateValue(int passed, int total)
    {
        if (total <= 0) return new PlotValue(null, "no case");
        double share = (double)passed / total;
        Interval? interval = WilsonInterval.Of(passed, total);
        return new PlotValue(share, PassRateText.Of(passed, total), interval?.Low, interval?.High);
    }
}
