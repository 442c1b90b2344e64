using RealtimeEvals.Adapters.Plots.Surfaces;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Panels;

/// <summary>The columns of a panel of rows: labels on the left, shapes, and values as text on the right.</summary>
internal sealed class RowColumns
{
    private const float Gap = 12;

    private readonly SKRect _area;
    private readonly float _labelWidth;

    public RowColumns(SKRect area, IEnumerable<string> labels, IEnumerable<string> texts)
    {
        _area = area;
        float texted = texts.Select(PlotText.Label.Width).DefaultIfEmpty(0).Max();
        float widest = labels.Select(PlotText.Label.Width).DefaultIfEmpty(0).Max();
        _labelWidth = Math.Min(widest, area.Width * 0.47f);
        float left = area.Left + _labelWidth + Gap;
        TextLeft = Math.Max(left + 60, area.Right - texted);
        Shapes = new SKRect(left, area.Top, TextLeft - Gap, area.Bottom);
    }

    /// <summary>Where the shapes are.</summary>
    public SKRect Shapes { get; }

    /// <summary>Where the values begin.</summary>
    public float TextLeft { get; }

    /// <summary>Writes the label of a row.</summary>
    public void WriteLabel(PlotSurface surface, string label, float middle) =>
        surface.Write(PlotText.Label.Fit(label, _labelWidth + 1), _area.Left + _labelWidth, middle + 4, PlotText.Label, TextAnchor.End);

    /// <summary>Writes the value of a row.</summary>
    public void WriteText(PlotSurface surface, string text, float middle) =>
        surface.Write(PlotText.Label.Fit(text, _area.Right - TextLeft + 1), TextLeft, middle + 4, PlotText.Label);
}
