using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws the frame of a panel: its title, legend and note; what is inside depends on the kind.</summary>
internal static class PanelPainter
{
    private const float Padding = 16;
    private const float TitleHeight = 26;
    private const float LegendHeight = 22;
    private const float LineHeight = 16;

    /// <summary>Returns the height that a panel needs.</summary>
    public static float HeightOf(PlotPanel panel, float width)
    {
        float inner = width - 2 * Padding;
        float head = TitleHeight + LegendRows(panel, inner).Count * LegendHeight;
        return Padding + head + BodyHeight(panel) + NoteHeight(NoteOf(panel, inner)) + Padding;
    }

    /// <summary>Draws a panel.</summary>
    /// <param name="surface">The picture.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="area">Where.</param>
    public static void Draw(PlotSurface surface, PlotPanel panel, SKRect area)
    {
        surface.Fill(area, PlotInk.Panel, radius: 8);
        var inner = new SKRect(area.Left + Padding, area.Top + Padding, area.Right - Padding, area.Bottom - Padding);
        surface.Write(PlotText.Title.Fit(panel.Title, inner.Width), inner.Left, inner.Top + 13, PlotText.Title);
        float top = inner.Top + TitleHeight;
        foreach (List<PlotSeries> row in LegendRows(panel, inner.Width))
        {
            DrawLegend(surface, row, inner, top);
            top += LegendHeight;
        }

        IReadOnlyList<string> note = NoteOf(panel, inner.Width);
        float bottom = inner.Bottom;
        for (int line = note.Count - 1; line >= 0; line--)
        {
            surface.Write(note[line], inner.Left, bottom - 3, PlotText.Quiet);
            bottom -= LineHeight;
        }

        // Lines and rings fill a panel that is taller than they need, because its neighbour is; rows stay at the top.
        float bodyBottom = inner.Bottom - NoteHeight(note);
        if (panel is not (LinePanel or SharePanel)) bodyBottom = Math.Min(top + BodyHeight(panel), bodyBottom);
        var body = new SKRect(inner.Left, top, inner.Right, bodyBottom);
        switch (panel)
        {
            case BarPanel bars: BarPainter.Draw(surface, bars, body); break;
            case IntervalPanel intervals: IntervalPainter.Draw(surface, intervals, body); break;
            case LinePanel lines: LinePainter.Draw(surface, lines, body); break;
            case GridPanel grid: GridPainter.Draw(surface, grid, body); break;
            case SharePanel shares: SharePainter.Draw(surface, shares, body); break;
            default: throw new ArgumentException($"There is no painter for a {panel.GetType().Name}.", nameof(panel));
        }
    }

    private static float NoteHeight(IReadOnlyList<string> lines) => lines.Count == 0 ? 0 : lines.Count * LineHeight + 6;

    private static float BodyHeight(PlotPanel panel) => panel switch
    {
        BarPanel bars => BarPainter.HeightOf(bars),
        IntervalPanel intervals => IntervalPainter.HeightOf(intervals),
        GridPanel grid => GridPainter.HeightOf(grid),
        LinePanel => LinePainter.Height,
        _ => SharePainter.Height,
    };

    private static IReadOnlyList<string> NoteOf(PlotPanel panel, float width) =>
        panel.Note.Length == 0 ? [] : PlotText.Quiet.Wrap(panel.Note, width);

    private static List<List<PlotSeries>> LegendRows(PlotPanel panel, float width)
    {
        PlotSeries[] series = panel switch
        {
            BarPanel { Series.Count: > 1 } bars => [.. bars.Series],
            LinePanel lines => [.. lines.Lines.Select(line => line.Series)],
            _ => [],
        };
        var rows = new List<List<PlotSeries>>();
        float used = width;
        foreach (PlotSeries one in series)
        {
            float needed = EntryWidth(one);
            if (used + needed > width)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(one);
            used += needed;
        }

        return rows;
    }

    private static float EntryWidth(PlotSeries series) => 18 + PlotText.Quiet.Width(series.Name) + 16;

    private static void DrawLegend(PlotSurface surface, List<PlotSeries> row, SKRect inner, float top)
    {
        float left = inner.Left;
        foreach (PlotSeries one in row)
        {
            surface.Fill(new SKRect(left, top + 1, left + 12, top + 11), PlotPalette.InkOf(one.Tone), radius: 2);
            surface.Write(PlotText.Quiet.Fit(one.Name, inner.Right - left - 18), left + 18, top + 10, PlotText.Quiet);
            left += EntryWidth(one);
        }
    }
}
