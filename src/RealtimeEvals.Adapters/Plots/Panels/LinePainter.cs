using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>Draws lines and points over two axes.</summary>
internal static class LinePainter
{
    public const float Height = 300;

    private const float AxisHeight = 40;
    private const float MarkHeight = 14;

    public static void Draw(PlotSurface surface, LinePanel panel, SKRect body)
    {
        PlotPoint[] points = [.. panel.Lines.SelectMany(line => line.Points)];
        (double left, double right) = LimitsOf(points.Select(point => point.X).Concat(panel.Marks.Select(mark => mark.X)), panel.Across);
        (double bottom, double top) = LimitsOf(points.Select(point => point.Y), panel.Up);
        float axisWidth = Math.Max(PlotText.Quiet.Width(AxisText.Of(top, panel.Up.Unit)), PlotText.Quiet.Width("0,000")) + 14;
        string upTitle = AxisText.TitleOf(panel.Up);
        float head = panel.Marks.Count * MarkHeight + (upTitle.Length > 0 ? 18 : 4);
        var inside = new SKRect(body.Left + axisWidth, body.Top + head, body.Right - 6, body.Bottom - AxisHeight);
        var area = new PlotArea(surface, inside);
        for (int index = 0; index < panel.Lines.Count; index++) Add(surface, area, panel.Lines[index], index);
        foreach (PlotMark mark in panel.Marks)
        {
            ScottPlot.Plottables.VerticalLine rule = area.Plot.Add.VerticalLine(mark.X);
            rule.Color = surface.Palette.For(PlotInk.Text);
            rule.LineWidth = 1;
            rule.LinePattern = ScottPlot.LinePattern.Dashed;
        }

        if (panel.Across.Unit == PlotUnit.Count) area.CountAcross();
        area.Render(left, right, bottom, top, (Up: true, Across: true));
        area.WriteAcross(panel.Across.Unit);
        area.WriteUp(panel.Up.Unit);
        if (upTitle.Length > 0) surface.Write(upTitle, body.Left, body.Top + 8, PlotText.Quiet);
        surface.Write(AxisText.TitleOf(panel.Across), inside.MidX, body.Bottom - 6, PlotText.Quiet, TextAnchor.Middle);
        WriteMarks(surface, panel.Marks, area, inside);
    }

    /// <summary>Writes each mark on a line of its own, so that near ones do not cover each other.</summary>
    private static void WriteMarks(PlotSurface surface, IReadOnlyList<PlotMark> marks, PlotArea area, SKRect inside)
    {
        for (int index = 0; index < marks.Count; index++)
        {
            float x = area.XOf(marks[index].X);
            float y = inside.Top - 4 - (marks.Count - 1 - index) * MarkHeight;
            bool fits = x + 5 + PlotText.Quiet.Width(marks[index].Text) <= inside.Right;
            surface.Write(marks[index].Text, fits ? x + 5 : x - 5, y, PlotText.Quiet, fits ? TextAnchor.Start : TextAnchor.End);
        }
    }

    private static void Add(PlotSurface surface, PlotArea area, PlotLine line, int index)
    {
        double[] xs = [.. line.Points.Select(point => point.X)];
        double[] ys = [.. line.Points.Select(point => point.Y)];
        ScottPlot.Plottables.Scatter scatter = area.Plot.Add.Scatter(xs, ys);
        scatter.Color = surface.Palette.For(PlotPalette.InkOf(line.Series.Tone), line.Shape == LineShape.Dots ? 0.7 : 1);
        scatter.ConnectStyle = line.Shape == LineShape.Steps
            ? ScottPlot.ConnectStyle.StepHorizontal
            : ScottPlot.ConnectStyle.Straight;
        scatter.LineWidth = line.Shape switch
        {
            LineShape.Dots => 0,
            // Curves often coincide: the first ones are wider, so that they are seen where later ones cover them.
            LineShape.Steps => Math.Max(1.5f, 5 - 1.75f * index),
            _ => 2.5f,
        };
        scatter.MarkerSize = line.Shape == LineShape.Steps ? 0 : line.Shape == LineShape.Dots ? 6 : 8;
        scatter.MarkerShape = ScottPlot.MarkerShape.FilledCircle;
    }

    private static (double Low, double High) LimitsOf(IEnumerable<double> values, PlotAxis axis)
    {
        double[] known = [.. values];
        if (axis.Unit == PlotUnit.Share) return (-0.02, 1.04);
        if (known.Length == 0) return (0, 1);
        (double low, double high) = (Math.Min(0, known.Min()), known.Max());
        if (axis.Unit == PlotUnit.Count) low = known.Min() - 0.3;
        return (low, high + (high > low ? (high - low) * 0.05 : 1));
    }
}
