using RealtimeEvals.Adapters.Plots.Surfaces;
using RealtimeEvals.Plots;
using ScottPlot;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>The inside of a panel's axes, drawn by ScottPlot without any text.</summary>
internal sealed class PlotArea(PlotSurface surface, SKRect area)
{
    private readonly ScottPlot.TickGenerators.NumericAutomatic _across = TicksEvery(58);
    private readonly ScottPlot.TickGenerators.NumericAutomatic _up = TicksEvery(32);

    /// <summary>Takes shapes in the coordinates of the axes.</summary>
    public Plot Plot { get; } = new();

    /// <summary>Draws everything that was added.</summary>
    /// <param name="left">The start of the horizontal axis.</param>
    /// <param name="right">Its end, above its start.</param>
    /// <param name="bottom">The start of the vertical axis.</param>
    /// <param name="top">Its end, above its start.</param>
    /// <param name="grid">Whether lines go up, across, both or none.</param>
    public void Render(double left, double right, double bottom, double top, (bool Up, bool Across) grid)
    {
        Plot.FigureBackground.Color = Colors.Transparent;
        Plot.DataBackground.Color = Colors.Transparent;
        Plot.Layout.Frameless();
        Plot.HideLegend();
        Plot.Axes.Bottom.TickGenerator = _across;
        Plot.Axes.Left.TickGenerator = _up;
        Plot.Axes.SetLimits(left, right, bottom, top);
        Plot.Grid.MajorLineColor = surface.Palette.For(PlotInk.Grid);
        Plot.Grid.MajorLineWidth = 1;
        Plot.Grid.YAxisStyle.IsVisible = grid.Across;
        Plot.Grid.XAxisStyle.IsVisible = grid.Up;
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        Plot.Render(surface.Canvas, new PixelRect(area.Left, area.Right, area.Bottom, area.Top));
    }

    /// <summary>Writes the numbers below the horizontal axis.</summary>
    public void WriteAcross(PlotUnit unit)
    {
        foreach (double at in PositionsOf(_across))
        {
            surface.Write(AxisText.Of(at, unit), XOf(at), area.Bottom + 15, PlotText.Quiet, TextAnchor.Middle);
        }
    }

    /// <summary>Writes the numbers left of the vertical axis.</summary>
    public void WriteUp(PlotUnit unit)
    {
        foreach (double at in PositionsOf(_up))
        {
            surface.Write(AxisText.Of(at, unit), area.Left - 8, YOf(at) + 4, PlotText.Quiet, TextAnchor.End);
        }
    }

    /// <summary>Returns the horizontal place of a value in pixels.</summary>
    public float XOf(double x) => Plot.GetPixel(new Coordinates(x, 0)).X;

    /// <summary>Returns the vertical place of a value in pixels.</summary>
    public float YOf(double y) => Plot.GetPixel(new Coordinates(0, y)).Y;

    /// <summary>Returns ticks that do not depend on how wide a font of the system would write them.</summary>
    private static ScottPlot.TickGenerators.NumericAutomatic TicksEvery(float pixels) =>
        new() { MinimumTickSpacing = pixels, LabelFormatter = static _ => "" };

    /// <summary>Keeps the numbers of the horizontal axis whole.</summary>
    public void CountAcross() => _across.IntegerTicksOnly = true;

    private static IEnumerable<double> PositionsOf(ScottPlot.TickGenerators.NumericAutomatic ticks) =>
        ticks.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position);
}
