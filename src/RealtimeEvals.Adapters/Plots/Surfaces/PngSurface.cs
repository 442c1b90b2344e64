using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>A picture of pixels, twice as many as its size.</summary>
internal sealed class PngSurface : PlotSurface
{
    private const int Density = 2;

    /// <summary>Pictures with large plain areas hardly get smaller beyond this, and take several times as long.</summary>
    private const int ZLibLevel = 4;

    private readonly SKSurface _surface;

    public PngSurface(int width, int height, PlotPalette palette)
        : base(palette)
    {
        _surface = SKSurface.Create(new SKImageInfo(width * Density, height * Density))
            ?? throw new InvalidOperationException("There is not enough memory for the picture.");
        _surface.Canvas.Scale(Density);
    }

    public override SKCanvas Canvas => _surface.Canvas;

    public override void Write(string text, float x, float y, PlotText style, TextAnchor anchor = TextAnchor.Start)
    {
        IReadOnlyList<TextRun> runs = TextRun.Of(text, style.Size, style.IsBold);
        float width = runs.Sum(run => run.Width);
        float left = anchor switch { TextAnchor.Middle => x - width / 2, TextAnchor.End => x - width, _ => x };
        using SKPaint paint = style.PaintOf(Palette);
        foreach (TextRun run in runs)
        {
            run.Draw(Canvas, left, y, paint);
            left += run.Width;
            run.Dispose();
        }
    }

    public override byte[] Finish()
    {
        using SKPixmap pixels = _surface.PeekPixels();
        using SKData? data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, ZLibLevel));
        return data?.ToArray() ?? throw new InvalidOperationException("There is not enough memory for the picture.");
    }

    protected override void Dispose(bool isDisposing) => _surface.Dispose();
}
