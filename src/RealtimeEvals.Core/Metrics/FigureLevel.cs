namespace RealtimeEvals.Metrics;

/// <summary>What a figure is measured of.</summary>
public enum FigureLevel
{
    /// <summary>Each turn; a single turn is its own.</summary>
    Turn = 0,

    /// <summary>Each case as a whole.</summary>
    Case,
}
