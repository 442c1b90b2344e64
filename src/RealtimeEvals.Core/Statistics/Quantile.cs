namespace RealtimeEvals.Statistics;

/// <summary>
/// Percentiles by linear interpolation between the closest ranks: definition 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical
/// packages, The American Statistician 50 (1996), 361-365, the default of pandas and numpy.
/// </summary>
internal static class Quantile
{
    /// <summary>Returns a percentile.</summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="share">The percentile as a share, 0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        double rank = share * (sorted.Length - 1);
        int below = (int)Math.Floor(rank);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }
}
