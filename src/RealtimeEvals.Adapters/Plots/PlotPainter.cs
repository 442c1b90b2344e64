using RealtimeEvals.Adapters.Plots.Panels;
using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots;

/// <summary>Draws plots: ScottPlot the shapes inside axes, our own layer all text, so that no font of the system is needed.</summary>
public sealed class PlotPainter : IPlotPainter
{
    private const int Width = 1080;
    private const int Margin = 24;
    private const int Gap = 16;
    private const int HeadHeight = 58;

    /// <inheritdoc />
    public byte[] Draw(PlotSheet sheet, PlotFormat format, PlotTheme theme)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        int columns = sheet.Panels.Count > 1 ? 2 : 1;
        float width = (Width - 2 * Margin - (columns - 1) * Gap) / (float)columns;
        (PlotPanel[] Panels, float Height)[] rows =
        [
            .. sheet.Panels.Chunk(columns).Select(row => (row, row.Max(panel => PanelPainter.HeightOf(panel, width)))),
        ];
        int height = (int)Math.Ceiling(Margin + HeadHeight + rows.Sum(row => row.Height + Gap) - Gap + Margin);
        using PlotSurface surface = format == PlotFormat.Png
            ? new PngSurface(Width, height, PlotPalette.Of(theme))
            : new SvgSurface(Width, height, sheet, theme);
        surface.Fill(new SKRect(0, 0, Width, height), PlotInk.Paper);
        surface.Write(sheet.Title, Margin, Margin + 20, PlotText.Heading);
        surface.Write(PlotText.Quiet.Fit(sheet.Subtitle, Width - 2 * Margin), Margin, Margin + 40, PlotText.Quiet);
        float top = Margin + HeadHeight;
        foreach ((PlotPanel[] panels, float rowHeight) in rows)
        {
            // A panel without a neighbour takes the whole row.
            float own = panels.Length == columns ? width : Width - 2 * Margin;
            for (int index = 0; index < panels.Length; index++)
            {
                float left = Margin + index * (own + Gap);
                PanelPainter.Draw(surface, panels[index], new SKRect(left, top, left + own, top + rowHeight));
            }

            top += rowHeight + Gap;
        }

        return surface.Finish();
    }
}
