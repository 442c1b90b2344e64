namespace RealtimeEvals.Gates;

/// <summary>The names of the metrics that runs have, for completion. A run may have more: each grader brings a column of its own.</summary>
public static class MetricNames
{
    private static readonly string[] OfNumbers = ["mean", "p50", "p95", "p99", "min", "max", "total", "n"];
    private static readonly string[] OfTruths = ["rate", "n"];

    /// <summary>Columns of results.csv that are numbers of the case as a whole.</summary>
    private static readonly string[] OfCases =
    [
        "grade", "cost_usd", "attempts", "repeated_tool_calls", "turn_count", "speech_started_ms", "speech_stopped_ms", "speech_stop_lag_ms", "speech_stop_arrival_lag_ms", "false_turns",
    ];

    /// <summary>Every name, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. CountMetric.Names, "pass^2", "pass^3",
        .. FigureMetric.Columns.Concat(OfCases).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(column => OfNumbers.Select(statistic => $"{column}_{statistic}")),
        .. FigureMetric.Truth.Order(StringComparer.Ordinal).SelectMany(column => OfTruths.Select(statistic => $"{column}_{statistic}")),
    ];
}
