using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws horizontal bars.</summary>
internal static class BarPainter
{
    private const float Thickness = 16;
    private const float RowGap = 12;
    private const float AxisHeight = 24;

    public static float HeightOf(BarPanel panel) => panel.Rows.Count * RowHeight(panel) + AxisHeight;

    public static void Draw(PlotSurface surface, BarPanel panel, SKRect body)
    {
        var columns = new RowColumns(
            new SKRect(body.Left, body.Top, body.Right, body.Bottom - AxisHeight),
            panel.Rows.Select(row => row.Label),
            panel.Rows.SelectMany(row => row.Values.Select(value => value.Text)));
        var area = new PlotArea(surface, columns.Shapes);
        double most = panel.Rows.SelectMany(row => row.Values).Max(value => value.Value ?? 0);
        double right = panel.Unit == PlotUnit.Share ? 1 : most > 0 ? most * 1.02 : 1;
        float rowHeight = RowHeight(panel);
        var bars = new List<ScottPlot.Bar>();
        foreach ((BarRow row, int index) in panel.Rows.Select((row, index) => (row, index)))
        {
            columns.WriteLabel(surface, row.Label, columns.Shapes.Top + (index + 0.5f) * rowHeight);
            foreach ((PlotValue value, int place) in row.Values.Select((value, place) => (value, place)))
            {
                float offset = RowGap / 2 + (place + 0.5f) * Thickness;
                columns.WriteText(surface, value.Text, columns.Shapes.Top + index * rowHeight + offset);
                if (value.Value is not double known) continue;
                bars.Add(new ScottPlot.Bar
                {
                    Position = -(index * rowHeight + offset),
                    Value = known,
                    Size = Thickness * 0.75,
                    Orientation = ScottPlot.Orientation.Horizontal,
                    FillColor = surface.Palette.For(PlotPalette.InkOf(panel.Series[place].Tone)),
                    LineWidth = 0,
                });
            }
        }

        area.Plot.Add.Bars(bars);
        area.Render(0, right, -panel.Rows.Count * rowHeight, 0, (Up: true, Across: false));
        area.WriteAcross(panel.Unit);
    }

    private static float RowHeight(BarPanel panel) => panel.Series.Count * Thickness + RowGap;
}
