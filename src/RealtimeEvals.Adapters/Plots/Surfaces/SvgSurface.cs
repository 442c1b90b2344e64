using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>
/// A picture of shapes and text. Colours are variables with the values of the theme, so that a page can give them others; ids bear the name
/// of the picture, so that several can stand in one page.
/// </summary>
internal sealed partial class SvgSurface : PlotSurface
{
    private readonly MemoryStream _shapes = new();
    private readonly StringBuilder _fills = new();
    private readonly StringBuilder _texts = new();
    private readonly SKCanvas _canvas;
    private readonly (int Width, int Height) _size;
    private readonly PlotSheet _sheet;
    private readonly PlotTheme _theme;

    public SvgSurface(int width, int height, PlotSheet sheet, PlotTheme theme)
        : base(PlotPalette.Light)
    {
        (_size, _sheet, _theme) = ((width, height), sheet, theme);
        _canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), _shapes);
    }

    public override SKCanvas Canvas => _canvas;

    public override void Write(string text, float x, float y, PlotText style, TextAnchor anchor = TextAnchor.Start)
    {
        string place = anchor == TextAnchor.Start ? "" : $""" text-anchor="{anchor.ToString().ToLowerInvariant()}" """.TrimEnd();
        string weight = style.IsBold ? " font-weight=\"600\"" : "";
        _texts.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{style.Size:0.#}\"{weight}{place}");
        _texts.Append(CultureInfo.InvariantCulture, $" fill=\"{VariableOf(style.Ink)}\">{SecurityElement.Escape(text)}</text>\n");
    }

    /// <summary>Fills a rectangle below all shapes.</summary>
    public override void Fill(SKRect area, PlotInk ink, float radius = 0)
    {
        string corner = radius > 0 ? string.Create(CultureInfo.InvariantCulture, $" rx=\"{radius:0.#}\"") : "";
        _fills.Append(CultureInfo.InvariantCulture, $"<rect x=\"{area.Left:0.#}\" y=\"{area.Top:0.#}\" width=\"{area.Width:0.#}\" ");
        _fills.Append(CultureInfo.InvariantCulture, $"height=\"{area.Height:0.#}\"{corner} fill=\"{VariableOf(ink)}\"/>\n");
    }

    public override byte[] Finish()
    {
        _canvas.Dispose();
        string shapes = Encoding.UTF8.GetString(_shapes.ToArray());
        string drawn = SvgShapes.Shorten(InVariables(shapes[(shapes.IndexOf('>', shapes.IndexOf("<svg", StringComparison.Ordinal)) + 1)..])
            .Replace("</svg>", "", StringComparison.Ordinal)
            .Trim());
        string name = JsonNameOf(_sheet.Kind);
        string own = Ids().Replace(drawn, match => $"{match.Groups["before"].Value}{name}_");
        string title = SecurityElement.Escape($"{_sheet.Title}: {_sheet.Subtitle}");
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_size.Width} {_size.Height}"
            """) + string.Create(CultureInfo.InvariantCulture, $" width=\"{_size.Width}\" height=\"{_size.Height}\" role=\"img\">");
        return Encoding.UTF8.GetBytes($"""
            {head}
            <title>{title}</title>
            <style>{PlotPalette.StyleOf(_theme)}{FontFaces.Css}</style>
            {_fills}{own}
            <g font-family="Inter,system-ui,sans-serif">
            {_texts}</g>
            </svg>

            """.ReplaceLineEndings("\n"));
    }

    protected override void Dispose(bool isDisposing)
    {
        _canvas.Dispose();
        _shapes.Dispose();
    }

    private static string JsonNameOf(PlotKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static string VariableOf(PlotInk ink) => $"var(--plot-{ink.ToString().ToLowerInvariant()})";

    /// <summary>Returns shapes with variables in the place of the colours of the light theme, each of which is there once.</summary>
    private static string InVariables(string shapes) => Hex().Replace(shapes, match =>
    {
        string? variable = PlotPalette.VariableOf(match.Groups["color"].Value);
        return variable is null ? match.Value : $"\"var({variable})\"";
    });

    [GeneratedRegex("\"(?<color>#[0-9A-Fa-f]{6})\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hex();

    [GeneratedRegex("(?<before>id=\"|url\\(#)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Ids();
}
