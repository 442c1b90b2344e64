using RealtimeEvals.Statistics;

namespace RealtimeEvals.Metrics;

/// <summary>Mean and percentiles of one figure.</summary>
/// <param name="Count">The number of values; at least one.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
public sealed record Statistic(int Count, double Mean, double P50, double P95, double P99)
{
    /// <summary>Returns the statistic of the known values; null when there are none.</summary>
    public static Statistic? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : new Statistic(
            sorted.Length, sorted.Average(), Percentile(sorted, 0.50), Percentile(sorted, 0.95), Percentile(sorted, 0.99));
    }

    /// <summary>
    /// Returns a percentile by linear interpolation between the closest ranks: definition 7 of Hyndman and Fan, "Sample quantiles in
    /// statistical packages" (1996), the default of pandas and numpy.
    /// </summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="share">The percentile as a share, 0 to 1.</param>
    public static double Percentile(ReadOnlySpan<double> sorted, double share) => Quantile.Of(sorted, share);
}
