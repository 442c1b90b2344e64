using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>A picture while it is drawn. Shapes go onto the canvas; how text is kept depends on the format.</summary>
/// <param name="palette">The colours.</param>
internal abstract class PlotSurface(PlotPalette palette) : IDisposable
{
    public PlotPalette Palette { get; } = palette;

    /// <summary>Takes shapes.</summary>
    public abstract SKCanvas Canvas { get; }

    /// <summary>Writes a text on one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="anchor">Which part of it is at <paramref name="x"/>.</param>
    public abstract void Write(string text, float x, float y, PlotText style, TextAnchor anchor = TextAnchor.Start);

    /// <summary>Returns the finished file.</summary>
    public abstract byte[] Finish();

    /// <summary>Fills a rectangle with rounded corners.</summary>
    public virtual void Fill(SKRect area, PlotInk ink, float radius = 0)
    {
        using var paint = new SKPaint { Color = Palette.Of(ink), IsAntialias = true };
        Canvas.DrawRoundRect(area, radius, radius, paint);
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool isDisposing);
}
