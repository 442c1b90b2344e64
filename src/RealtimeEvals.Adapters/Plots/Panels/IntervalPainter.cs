using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws values as points on their intervals.</summary>
internal static class IntervalPainter
{
    private const float RowHeight = 26;
    private const float AxisHeight = 24;

    public static float HeightOf(IntervalPanel panel) => panel.Rows.Count * RowHeight + AxisHeight;

    public static void Draw(PlotSurface surface, IntervalPanel panel, SKRect body)
    {
        var columns = new RowColumns(
            new SKRect(body.Left, body.Top, body.Right, body.Bottom - AxisHeight),
            panel.Rows.Select(row => row.Label),
            panel.Rows.Select(row => row.Value.Text));
        var area = new PlotArea(surface, columns.Shapes);
        if (panel.IsDifference)
        {
            ScottPlot.Plottables.VerticalLine zero = area.Plot.Add.VerticalLine(0);
            zero.Color = surface.Palette.For(PlotInk.Axis);
            zero.LineWidth = 1.5f;
        }

        foreach ((IntervalRow row, int index) in panel.Rows.Select((row, index) => (row, index)))
        {
            float middle = columns.Shapes.Top + (index + 0.5f) * RowHeight;
            columns.WriteLabel(surface, row.Label, middle);
            columns.WriteText(surface, row.Value.Text, middle);
            Add(surface, area, row, -(index + 0.5));
        }

        (double left, double right) = LimitsOf(panel);
        area.Render(left, right, -panel.Rows.Count, 0, (Up: true, Across: false));
        area.WriteAcross(panel.Unit);
    }

    private static void Add(PlotSurface surface, PlotArea area, IntervalRow row, double y)
    {
        ScottPlot.Color color = surface.Palette.For(PlotPalette.InkOf(row.Tone));
        if (row.Value is { Low: double low, High: double high })
        {
            ScottPlot.Plottables.LinePlot line = area.Plot.Add.Line(low, y, high, y);
            line.LineColor = color;
            line.LineWidth = 3;
            line.MarkerSize = 0;
        }

        if (row.Value.Value is not double value) return;
        ScottPlot.Plottables.Marker marker = area.Plot.Add.Marker(value, y, ScottPlot.MarkerShape.FilledCircle, 9);
        marker.MarkerFillColor = color;
        marker.MarkerLineColor = surface.Palette.For(PlotInk.Panel);
        marker.MarkerLineWidth = 1.5f;
    }

    private static (double Left, double Right) LimitsOf(IntervalPanel panel)
    {
        if (panel.Unit == PlotUnit.Share && !panel.IsDifference) return (-0.06, 1.06);
        double[] ends =
        [
            .. panel.Rows.SelectMany(row => new[] { row.Value.Value, row.Value.Low, row.Value.High }).OfType<double>(),
            .. panel.IsDifference ? [0.0] : Array.Empty<double>(),
        ];
        if (ends.Length == 0) return (0, 1);
        (double low, double high) = (ends.Min(), ends.Max());
        double margin = high > low ? (high - low) * 0.08 : Math.Max(Math.Abs(high) * 0.1, panel.Unit == PlotUnit.Share ? 0.05 : 1);
        return (low - margin, high + margin);
    }
}
