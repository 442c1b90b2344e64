using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>How a text looks.</summary>
/// <param name="Size">The size of the font in pixels.</param>
/// <param name="IsBold">Whether it is bold.</param>
/// <param name="Ink">The colour.</param>
internal sealed record PlotText(float Size, bool IsBold, PlotInk Ink)
{
    public static PlotText Heading { get; } = new(20, true, PlotInk.Text);

    public static PlotText Title { get; } = new(14, true, PlotInk.Text);

    public static PlotText Label { get; } = new(12, false, PlotInk.Text);

    public static PlotText Quiet { get; } = new(11, false, PlotInk.Quiet);

    /// <summary>Returns the width of a text in pixels.</summary>
    public float Width(string text)
    {
        IReadOnlyList<TextRun> runs = TextRun.Of(text, Size, IsBold);
        float width = runs.Sum(run => run.Width);
        foreach (TextRun run in runs) run.Dispose();
        return width;
    }

    /// <summary>
    /// Returns the text, cut with an ellipsis where it is wider than allowed. A number in brackets at its end stays.
    /// </summary>
    public string Fit(string text, float width)
    {
        if (Width(text) <= width) return text;
        int bracket = text.EndsWith(')') ? text.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        (string head, string tail) = bracket > 0 ? (text[..bracket], text[bracket..]) : (text, "");
        int[] ends = System.Globalization.StringInfo.ParseCombiningCharacters(head);
        for (int count = ends.Length - 1; count > 0; count--)
        {
            string cut = $"{head[..ends[count]].TrimEnd()}\u2026{tail}";
            if (Width(cut) <= width) return cut;
        }

        return "\u2026";
    }

    /// <summary>Returns the lines of a text that is wrapped at spaces.</summary>
    public IReadOnlyList<string> Wrap(string text, float width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0) lines.Add(Fit(line, width));
        return lines;
    }

    /// <summary>Returns the paint of the text in a palette.</summary>
    public SKPaint PaintOf(PlotPalette palette) => new() { Color = palette.Of(Ink), IsAntialias = true };
}
