namespace RealtimeEvals.Gates;

/// <summary>
/// The end of a metric's interval that a rule is about: <c>pass_rate_low</c> is the lower end of the interval of <c>pass_rate</c>.
/// </summary>
internal enum MetricEnd
{
    /// <summary>The metric itself.</summary>
    None = 0,

    /// <summary>The lower end.</summary>
    Low,

    /// <summary>The upper end.</summary>
    High,
}

/// <summary>Reads and writes the ends of intervals in the names of metrics.</summary>
internal static class MetricEnds
{
    private const string Low = "_low";
    private const string High = "_high";

    /// <summary>What stands behind the name of a metric for each end.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = [Low, High];

    /// <summary>Returns the name without its end, and the end.</summary>
    public static (string Metric, MetricEnd End) Split(string name) =>
        name.EndsWith(Low, StringComparison.Ordinal) ? (name[..^Low.Length], MetricEnd.Low)
        : name.EndsWith(High, StringComparison.Ordinal) ? (name[..^High.Length], MetricEnd.High)
        : (name, MetricEnd.None);

    /// <summary>Returns what stands behind the name for an end.</summary>
    public static string SuffixOf(MetricEnd end) => end switch { MetricEnd.Low => Low, MetricEnd.High => High, _ => "" };
}
