namespace RealtimeEvals.Plots;

/// <summary>The colours of a picture.</summary>
public enum PlotTheme
{
    /// <summary>Light; an SVG follows the preference of whoever looks at it.</summary>
    Auto = 0,

    /// <summary>Dark text on light paper.</summary>
    Light,

    /// <summary>Light text on dark paper.</summary>
    Dark,
}
