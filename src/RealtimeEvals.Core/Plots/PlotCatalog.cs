using RealtimeEvals.Plots.Kinds;

namespace RealtimeEvals.Plots;

/// <summary>All plots, each made from the same cases and figures.</summary>
internal static class PlotCatalog
{
    private static readonly Dictionary<PlotKind, Func<PlotRun, PlotSheet?>> OfOneRun = new()
    {
        [PlotKind.Scorecard] = Scorecard.Of,
        [PlotKind.OutcomeMap] = OutcomeMap.Of,
        [PlotKind.LatencyEcdf] = LatencyEcdf.Of,
        [PlotKind.DetailPanels] = DetailPanels.Of,
        [PlotKind.TurnTrends] = TurnTrends.Of,
        [PlotKind.ConditionCurve] = ConditionCurve.Of,
        [PlotKind.TrialsStrip] = TrialsStrip.Of,
        [PlotKind.CostAndTokens] = CostAndTokens.Of,
    };

    /// <summary>The plots of one run, in the order in which they are shown.</summary>
    public static IEnumerable<PlotKind> KindsOfOneRun => OfOneRun.Keys;

    /// <summary>Returns every plot for which a run has something to show.</summary>
    public static IEnumerable<PlotSheet> Of(PlotRun run) => OfOneRun.Values.Select(make => make(run)).OfType<PlotSheet>();

    /// <summary>Returns a plot of runs; null when they have nothing to show in it.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="runs">One run, two for a comparison, or several for a history; at least one.</param>
    public static PlotSheet? Make(PlotKind kind, IReadOnlyList<PlotRun> runs) => kind switch
    {
        PlotKind.Comparison => runs.Count == 2 ? RunComparison.Of(runs[0], runs[1]) : null,
        PlotKind.History => History.Of(runs),
        _ => runs.Count == 1 ? OfOneRun[kind](runs[0]) : null,
    };

    /// <summary>Returns the name of a plot's file without its extension, such as <c>latency_ecdf</c>.</summary>
    public static string FileNameOf(PlotKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
