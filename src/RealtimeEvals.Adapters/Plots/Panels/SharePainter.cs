using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws shares of a whole as a ring with its legend.</summary>
internal static class SharePainter
{
    public const float Height = 200;

    private const float RowHeight = 24;

    public static void Draw(PlotSurface surface, SharePanel panel, SKRect body)
    {
        float size = Math.Min(Height, body.Width * 0.45f);
        var ring = new SKRect(body.Left, body.MidY - size / 2, body.Left + size, body.MidY + size / 2);
        if (panel.Slices.Count > 0)
        {
            var area = new PlotArea(surface, ring);
            ScottPlot.Plottables.Pie pie = area.Plot.Add.Pie(panel.Slices.Select(slice => new ScottPlot.PieSlice(
                slice.Count, surface.Palette.For(PlotPalette.InkOf(slice.Tone)))).ToList());
            pie.DonutFraction = 0.62;
            pie.LineColor = surface.Palette.For(PlotInk.Panel);
            pie.LineWidth = panel.Slices.Count > 1 ? 2 : 0;
            pie.Rotation = ScottPlot.Angle.FromDegrees(-90);
            area.Render(-1.03, 1.03, -1.03, 1.03, (Up: false, Across: false));
        }

        surface.Write(panel.Center, ring.MidX, ring.MidY + 5, PlotText.Title, TextAnchor.Middle);
        float top = body.MidY - panel.Slices.Count * RowHeight / 2;
        float left = ring.Right + 28;
        foreach (ShareSlice slice in panel.Slices)
        {
            surface.Fill(new SKRect(left, top + 5, left + 12, top + 17), PlotPalette.InkOf(slice.Tone), radius: 2);
            surface.Write(slice.Label, left + 20, top + 15, PlotText.Label);
            surface.Write(slice.Text, left + 118, top + 15, PlotText.Label, TextAnchor.End);
            top += RowHeight;
        }
    }
}
