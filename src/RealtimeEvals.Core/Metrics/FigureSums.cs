namespace RealtimeEvals.Metrics;

/// <summary>What <c>summary.json</c> makes of a figure.</summary>
[Flags]
public enum FigureSums
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean and percentiles: <c>_avg</c>, <c>_p50</c>, <c>_p95</c> and <c>_p99</c>.</summary>
    Spread = 1,

    /// <summary>The sum of the values that are known: <c>_total</c>.</summary>
    Total = 2,

    /// <summary>The share of the known truths that hold, and their number: <c>_rate</c> and <c>_n</c>.</summary>
    Rate = 4,
}
