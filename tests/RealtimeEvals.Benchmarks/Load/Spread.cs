using HdrHistogram;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>The spread of a figure.</summary>
internal sealed record Spread(double P50, double P95, double P99, double Max)
{
    /// <summary>The unit of the recorded values: microseconds, so that a histogram of whole numbers is fine enough.</summary>
    private const double PerMillisecond = 1_000;

    /// <summary>A histogram of microseconds up to a minute, to three digits, that several threads may fill.</summary>
    public static HistogramBase CreateHistogram() =>
        HistogramFactory.With64BitBucketSize().WithValuesUpTo(60_000_000).WithPrecisionOf(3).WithThreadSafeWrites().Create();

    /// <summary>Returns the spread of a histogram of microseconds, in milliseconds.</summary>
    public static Spread Of(HistogramBase histogram) => new(
        histogram.GetValueAtPercentile(50) / PerMillisecond,
        histogram.GetValueAtPercentile(95) / PerMillisecond,
        histogram.GetValueAtPercentile(99) / PerMillisecond,
        histogram.GetMaxValue() / PerMillisecond);

    /// <summary>Returns the medians of several spreads.</summary>
    public static Spread Median(IReadOnlyList<Spread> runs) => new(
        Medians.Of(runs, one => one.P50),
        Medians.Of(runs, one => one.P95),
        Medians.Of(runs, one => one.P99),
        Medians.Of(runs, one => one.Max));
}
