using System.Globalization;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>The numbers and titles of axes.</summary>
internal static class AxisText
{
    /// <summary>Returns the number at a tick.</summary>
    public static string Of(double value, PlotUnit unit)
    {
        double shown = unit == PlotUnit.Share ? value * 100 : value;
        string number = Math.Abs(shown) >= 1e6
            ? (shown / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M"
            : shown.ToString("#,0.###", CultureInfo.InvariantCulture);
        return unit == PlotUnit.Share ? number + " %" : number;
    }

    /// <summary>Returns the title of an axis with its unit; empty where the numbers say it all.</summary>
    public static string TitleOf(PlotAxis axis) =>
        axis.Title.Length == 0 ? "" : axis.Unit == PlotUnit.Milliseconds ? $"{axis.Title} (ms)" : axis.Title;
}
