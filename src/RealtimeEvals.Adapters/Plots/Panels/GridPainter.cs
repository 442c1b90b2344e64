using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws coloured cells. Each bears its text, so that nothing depends on colour alone.</summary>
internal static class GridPainter
{
    private const float RowHeight = 26;
    private const float HeadHeight = 22;
    private const float WidestCell = 200;
    private const double Weakest = 0.12;

    /// <summary>Cells are light below this share, with dark text, and strong above it, with light text, so that all can be read.</summary>
    private const double StrongFrom = 0.5;

    public static float HeightOf(GridPanel panel) => HeadHeight + panel.Rows.Count * RowHeight;

    public static void Draw(PlotSurface surface, GridPanel panel, SKRect body)
    {
        float widest = panel.Rows.Select(row => PlotText.Label.Width(row.Label)).DefaultIfEmpty(0).Max();
        float labelWidth = Math.Min(widest, body.Width * 0.5f);
        float left = body.Left + labelWidth + 12;
        float cellWidth = Math.Min(WidestCell, (body.Right - left) / Math.Max(1, panel.Columns.Count));
        for (int column = 0; column < panel.Columns.Count; column++)
        {
            string name = PlotText.Quiet.Fit(panel.Columns[column], cellWidth);
            surface.Write(name, left + (column + 0.5f) * cellWidth, body.Top + 12, PlotText.Quiet, TextAnchor.Middle);
        }

        var cells = new SKRect(left, body.Top + HeadHeight, left + cellWidth * panel.Columns.Count, body.Top + HeightOf(panel));
        var area = new PlotArea(surface, cells);
        foreach ((GridRow row, int index) in panel.Rows.Select((row, index) => (row, index)))
        {
            float middle = cells.Top + (index + 0.5f) * RowHeight;
            surface.Write(PlotText.Label.Fit(row.Label, labelWidth + 1), left - 12, middle + 4, PlotText.Label, TextAnchor.End);
            for (int column = 0; column < row.Cells.Count; column++) Add(surface, area, row.Cells[column], column, index);
        }

        area.Render(0, panel.Columns.Count, -panel.Rows.Count, 0, (Up: false, Across: false));
        foreach ((GridRow row, int index) in panel.Rows.Select((row, index) => (row, index)))
        {
            float middle = cells.Top + (index + 0.5f) * RowHeight;
            for (int column = 0; column < row.Cells.Count; column++)
            {
                if (row.Cells[column] is not GridCell cell) continue;
                bool isStrong = cell.Strength >= StrongFrom;
                PlotText style = PlotText.Label with { Ink = isStrong ? PlotInk.Panel : PlotInk.Text, IsBold = isStrong };
                surface.Write(cell.Text, left + (column + 0.5f) * cellWidth, middle + 4, style, TextAnchor.Middle);
            }
        }
    }

    private static void Add(PlotSurface surface, PlotArea area, GridCell? cell, int column, int row)
    {
        const double Inset = 0.04;
        ScottPlot.Plottables.Rectangle box =
            area.Plot.Add.Rectangle(column + Inset / 2, column + 1 - Inset / 2, -row - Inset, -row - 1 + Inset);
        double strength = cell switch
        {
            null or { Strength: <= 0 } => 0,
            { Strength: >= StrongFrom } => 1,
            _ => Weakest + cell.Strength / 2,
        };
        box.FillColor = strength > 0
            ? surface.Palette.For(PlotPalette.InkOf(cell!.Tone), strength)
            : surface.Palette.For(PlotInk.Grid, 0.45);
        box.LineWidth = 0;
    }
}
