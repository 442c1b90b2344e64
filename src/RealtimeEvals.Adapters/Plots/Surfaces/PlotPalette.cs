using RealtimeEvals.Plots;
using SkiaSharp;

namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>
/// The colours of a theme. Those of series and outcomes are near the palette of Okabe and Ito ("Color universal design", 2008), which
/// people who do not see red or green can tell apart, and have a contrast of at least 3 against their paper.
/// </summary>
internal sealed class PlotPalette
{
    private static readonly (PlotInk Ink, string Light, string Dark)[] Colors =
    [
        (PlotInk.Paper, "#faf9f7", "#15181c"),
        (PlotInk.Panel, "#fffffe", "#1d2126"),
        (PlotInk.Grid, "#e4e1db", "#343a41"),
        (PlotInk.Axis, "#a7a29a", "#6a727b"),
        (PlotInk.Text, "#22252a", "#eceae6"),
        (PlotInk.Quiet, "#5c6066", "#a9aeb5"),
        (PlotInk.First, "#0072b2", "#56b4e9"),
        (PlotInk.Second, "#c45500", "#f0944d"),
        (PlotInk.Third, "#7a5195", "#c3a1dd"),
        (PlotInk.Pass, "#00835f", "#2fbf95"),
        (PlotInk.Fail, "#c43d00", "#ff8a5c"),
        (PlotInk.Error, "#a8327d", "#e58ac3"),
        (PlotInk.Inconclusive, "#8f6f00", "#e3be3c"),
        (PlotInk.Muted, "#8a8d92", "#7d848c"),
    ];

    private readonly Dictionary<PlotInk, SKColor> _colors;

    private PlotPalette(bool isDark) =>
        _colors = Colors.ToDictionary(one => one.Ink, one => SKColor.Parse(isDark ? one.Dark : one.Light));

    public static PlotPalette Light { get; } = new(isDark: false);

    public static PlotPalette Dark { get; } = new(isDark: true);

    /// <summary>The names of all colours in style sheets, with their values in both themes.</summary>
    public static IEnumerable<(string Variable, string Light, string Dark)> Variables =>
        Colors.Select(one => ($"--plot-{one.Ink.ToString().ToLowerInvariant()}", one.Light, one.Dark));

    /// <summary>Returns the variable of a colour of the light theme; null when it has no such colour.</summary>
    public static string? VariableOf(string light) =>
        Variables.FirstOrDefault(one => one.Light.Equals(light, StringComparison.OrdinalIgnoreCase)).Variable;

    public static PlotPalette Of(PlotTheme theme) => theme == PlotTheme.Dark ? Dark : Light;

    public static PlotInk InkOf(PlotTone tone) => Enum.Parse<PlotInk>(tone.ToString());

    public SKColor Of(PlotInk ink) => _colors[ink];

    /// <summary>Returns a colour for ScottPlot.</summary>
    public ScottPlot.Color For(PlotInk ink, double strength = 1)
    {
        SKColor color = _colors[ink];
        return new ScottPlot.Color(color.Red, color.Green, color.Blue, (byte)Math.Round(Math.Clamp(strength, 0, 1) * 255));
    }

    /// <summary>Returns the style sheet that defines the colours of a theme.</summary>
    public static string StyleOf(PlotTheme theme)
    {
        string Block(bool isDark) => string.Concat(Variables.Select(one => $"{one.Variable}:{(isDark ? one.Dark : one.Light)};"));
        string own = $":root{{{Block(theme == PlotTheme.Dark)}}}";
        return theme == PlotTheme.Auto ? $"{own}@media(prefers-color-scheme:dark){{:root{{{Block(isDark: true)}}}}}" : own;
    }
}
