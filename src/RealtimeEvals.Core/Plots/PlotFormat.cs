namespace RealtimeEvals.Plots;

/// <summary>The format of a picture.</summary>
public enum PlotFormat
{
    /// <summary>Pixels, twice as many as the picture's size, so that it is sharp on dense screens.</summary>
    Png = 0,

    /// <summary>Lines and text, sharp at any size.</summary>
    Svg,
}
