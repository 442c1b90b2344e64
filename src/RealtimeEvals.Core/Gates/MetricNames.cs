namespace RealtimeEvals.Gates;

/// <summary>The names of known metrics, for completion. A run may have more, since each grader adds a column of its own.</summary>
public static class MetricNames
{
    private static readonly string[] OfNumbers = [.. WithEnds("mean", "p50", "p95", "p99"), "min", "max", "total", "n"];
    private static readonly string[] OfTruths = [.. WithEnds("rate"), "n"];

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. CountMetric.Names.SelectMany(name => CountMetric.WithInterval.Contains(name) ? WithEnds(name) : [name]),
        "pass^2", "pass^3", "pass@2", "pass@3",
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

    /// <summary>Returns each name, and those of the ends of its interval.</summary>
    private static IEnumerable<string> WithEnds(params string[] names) =>
        names.SelectMany(name => MetricEnds.Suffixes.Select(suffix => name + suffix).Prepend(name));
}
