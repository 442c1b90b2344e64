namespace RealtimeEvals.Gates;

/// <summary>The names of known metrics, for completion. A run may have more, since each grader adds a column of its own.</summary>
public static class MetricNames
{
    private static readonly string[] OfNumbers = ["mean", "p50", "p95", "p99", "min", "max", "total", "n"];
    private static readonly string[] OfTruths = ["rate", "n"];

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. CountMetric.Names, "pass^2", "pass^3",
        .. MetricCatalog.Figures
            .Where(column => !FigureStatistic.IsTruth(column))
            .Order(StringComparer.Ordinal)
            .SelectMany(column => OfNumbers.Select(statistic => $"{column}_{statistic}")),
        .. MetricCatalog.Figures
            .Where(FigureStatistic.IsTruth)
            .Order(StringComparer.Ordinal)
            .SelectMany(column => OfTruths.Select(statistic => $"{column}_{statistic}")),
        .. BaselineMetric.Names,
    ];
}
