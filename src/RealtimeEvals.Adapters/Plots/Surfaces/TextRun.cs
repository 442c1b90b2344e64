using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>A part of a text that one typeface writes in one direction, shaped.</summary>
internal sealed class TextRun : IDisposable
{
    /// <summary>Making a shaper takes longer than shaping a label. One must not be used by two threads.</summary>
    [ThreadStatic]
    private static Dictionary<SKTypeface, SKShaper>? _shapers;

    private readonly SKShaper _shaper;
    private readonly string _text;

    private TextRun(string text, SKTypeface typeface, float size, bool isRightToLeft)
    {
        _text = text;
        IsRightToLeft = isRightToLeft;
        _shaper = ShaperOf(typeface);
        Font = new SKFont(typeface, size) { Subpixel = true, Hinting = SKFontHinting.None };
        Width = _shaper.Shape(text, Font).Width;
    }

    /// <summary>Whether it is written from right to left.</summary>
    public bool IsRightToLeft { get; }

    /// <summary>The font with its size.</summary>
    public SKFont Font { get; }

    /// <summary>The width in pixels.</summary>
    public float Width { get; }

    /// <summary>
    /// Returns the runs of a text from left to right as they are seen. Where its first letter is one from right to left, so is their order.
    /// </summary>
    /// <param name="text">The text, on one line.</param>
    /// <param name="size">The size of the font in pixels.</param>
    /// <param name="isBold">Whether it is bold.</param>
    public static IReadOnlyList<TextRun> Of(string text, float size, bool isBold)
    {
        var runs = new List<TextRun>();
        var part = new StringBuilder();
        (SKTypeface? typeface, bool isRightToLeft) = (null, false);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Spaces and punctuation go with what is before them.
            bool isNeutral = part.Length > 0 && !Rune.IsLetterOrDigit(rune) && typeface!.ContainsGlyph(rune.Value);
            SKTypeface own = isNeutral ? typeface! : PlotFonts.Of(rune, isBold);
            bool ownDirection = isNeutral ? isRightToLeft : IsOfRightToLeft(rune);
            if (part.Length > 0 && (own != typeface || ownDirection != isRightToLeft)) Close();
            (typeface, isRightToLeft) = (own, ownDirection);
            part.Append(rune);
        }

        if (part.Length > 0) Close();
        if (runs.Count > 0 && runs[0].IsRightToLeft) runs.Reverse();
        return runs;

        void Close()
        {
            runs.Add(new TextRun(part.ToString(), typeface!, size, isRightToLeft));
            part.Clear();
        }
    }

    /// <summary>Draws the run.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="x">Its left end.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="paint">The colour.</param>
    public void Draw(SKCanvas canvas, float x, float y, SKPaint paint) => canvas.DrawShapedText(_shaper, _text, x, y, Font, paint);

    public void Dispose() => Font.Dispose();

    private static SKShaper ShaperOf(SKTypeface typeface)
    {
        _shapers ??= [];
        if (!_shapers.TryGetValue(typeface, out SKShaper? shaper)) _shapers[typeface] = shaper = new SKShaper(typeface);
        return shaper;
    }

    /// <summary>Whether a character is of a script from right to left: Hebrew, Arabic, Syriac, Thaana, NKo and their forms.</summary>
    private static bool IsOfRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFEFC);
}
