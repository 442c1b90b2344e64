namespace RealtimeEvals.Plots;

/// <summary>Which plots are drawn, how, and where.</summary>
public sealed record PlotOptions
{
    /// <summary>Which plots are drawn.</summary>
    /// <remarks>
    /// Comparison needs two runs, the yardstick first; History takes any number. All others are of one run: Scorecard, OutcomeMap,
    /// LatencyEcdf, DetailPanels, TurnTrends, ConditionCurve, TrialsStrip, CostAndTokens.
    /// </remarks>
    /// <value>all for which one run has something to show; of several runs, Comparison and History</value>
    public IReadOnlyList<PlotKind> Kinds { get; init; } = [];

    /// <summary>The formats of the files.</summary>
    /// <remarks>Png has twice as many pixels as the picture's size; Svg is sharp at any size.</remarks>
    /// <value>both</value>
    public IReadOnlyList<PlotFormat> Formats { get; init; } = [];

    /// <summary>The colours: Light, Dark, or Auto, with which an SVG follows the preference of whoever looks at it.</summary>
    public PlotTheme Theme { get; init; }

    /// <summary>The folder for the files, which is made as needed.</summary>
    /// <value>the folder plots of the run; for several runs, or results without one, the folder plots at the current location</value>
    public string OutPath { get; init; } = "";

    /// <summary>Leaves files that are there as they are, with the error ReportExists.</summary>
    public bool NoClobber { get; init; }
}
