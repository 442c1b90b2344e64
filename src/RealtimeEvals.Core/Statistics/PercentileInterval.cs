namespace RealtimeEvals.Statistics;

/// <summary>
/// The exact interval of a percentile, whatever the distribution: two of the values themselves, chosen by the binomial distribution
/// (H. A. David and H. N. Nagaraja, Order statistics, 3rd edition, 2003, section 7.1). With few values there is no such value: the 95th
/// percentile has an upper bound from 72 values on.
/// </summary>
internal static class PercentileInterval
{
    /// <summary>Returns the interval; null when there are too few values for one of its bounds.</summary>
    /// <param name="sorted">Independent values, in ascending order.</param>
    /// <param name="share">The percentile as a share, above 0 and below 1.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="confidence">The confidence, above 0 and below 1; each bound keeps half of the rest.</param>
    public static Interval? Of(ReadOnlySpan<double> sorted, double share, IDistributions distributions, double confidence = 0.95) =>
        Low(sorted, share, distributions, confidence) is double low && High(sorted, share, distributions, confidence) is double high
            ? new Interval(low, high)
            : null;

    /// <summary>Returns the lower bound; null when there are too few values for one.</summary>
    public static double? Low(ReadOnlySpan<double> sorted, double share, IDistributions distributions, double confidence = 0.95)
    {
        int rank = RankBelow(sorted.Length, share, distributions, (1 - confidence) / 2);
        return rank < 0 ? null : sorted[rank];
    }

    /// <summary>Returns the upper bound; null when there are too few values for one.</summary>
    public static double? High(ReadOnlySpan<double> sorted, double share, IDistributions distributions, double confidence = 0.95)
    {
        // From above, the values are those of the mirrored percentile.
        int rank = RankBelow(sorted.Length, 1 - share, distributions, (1 - confidence) / 2);
        return rank < 0 ? null : sorted[sorted.Length - 1 - rank];
    }

    /// <summary>Returns the highest rank, from 0, whose value is above the percentile with at most this probability; -1 for none.</summary>
    private static int RankBelow(int count, double share, IDistributions distributions, double tail)
    {
        int rank = -1;
        int beyond = count;
        while (beyond - rank > 1)
        {
            int middle = (rank + beyond) / 2;
            if (distributions.BinomialCdf(middle, count, share) <= tail) rank = middle;
            else beyond = middle;
        }

        return rank;
    }
}
