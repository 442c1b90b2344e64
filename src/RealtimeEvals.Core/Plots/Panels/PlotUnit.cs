namespace RealtimeEvals.Plots;

/// <summary>The unit of an axis.</summary>
public enum PlotUnit
{
    /// <summary>A number.</summary>
    Number = 0,

    /// <summary>A share, 0 to 1, shown as per cent.</summary>
    Share,

    /// <summary>Whole numbers, such as turns.</summary>
    Count,

    /// <summary>Milliseconds.</summary>
    Milliseconds,
}
