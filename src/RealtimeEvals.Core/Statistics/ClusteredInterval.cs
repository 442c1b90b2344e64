namespace RealtimeEvals.Statistics;

/// <summary>
/// Intervals at 95 % for values that come in clusters, such as the trials of a case or the turns of a conversation. The error is that of
/// <see cref="ClusteredError"/>, the quantile Student's with one degree of freedom less than there are clusters.
/// </summary>
internal static class ClusteredInterval
{
    private const double Upper = 0.975;

    /// <summary>Returns the interval of a mean; null with less than two clusters.</summary>
    public static Interval? OfMean(IReadOnlyCollection<Cluster> clusters, IDistributions distributions)
    {
        if (ClusteredError.Of(clusters) is not double error || ClusteredError.Mean(clusters) is not double mean) return null;
        double half = error * distributions.StudentQuantile(Upper, clusters.Count(static cluster => cluster.Count > 0) - 1);
        return new Interval(mean - half, mean + half);
    }

    /// <summary>
    /// Returns the interval of a rate; null without values. It is Wilson's with the effective number of values, which is the share's
    /// variance over the squared clustered error: N. Dean and M. Pagano, Evaluating confidence interval methods for binomial proportions in
    /// clustered surveys, Journal of Survey Statistics and Methodology 3 (2015), 484-503. Where each cluster has one value it is Wilson's
    /// own.
    /// </summary>
    /// <remarks>
    /// Where all clusters agree their error says nothing, and each counts as one value. However many trials there are, the interval reaches
    /// as far as that of as many single values as there are clusters, all alike: a trial more that failed must not raise the lower bound.
    /// </remarks>
    /// <param name="clusters">For each cluster how many passed of how many.</param>
    /// <param name="distributions">The distributions.</param>
    public static Interval? OfRate(IReadOnlyCollection<Cluster> clusters, IDistributions distributions)
    {
        Cluster[] filled = [.. clusters.Where(static cluster => cluster.Count > 0)];
        if (filled.Length == 0) return null;
        double values = filled.Sum(static cluster => (double)cluster.Count);
        double share = filled.Sum(static cluster => cluster.Sum) / values;
        if (filled.Length == 1 || values == filled.Length) return WilsonInterval.Of(share, filled.Length, WilsonInterval.Z);

        double quantile = distributions.StudentQuantile(Upper, filled.Length - 1);
        double error = ClusteredError.Of(filled)!.Value;
        double effective = error > 0 && share is > 0 and < 1
            ? Math.Min(share * (1 - share) / (error * error), values)
            : filled.Length;
        Interval interval = WilsonInterval.Of(share, effective, quantile);
        return new Interval(
            Math.Min(interval.Low, WilsonInterval.Of(1, filled.Length, quantile).Low),
            Math.Max(interval.High, WilsonInterval.Of(0, filled.Length, quantile).High));
    }
}
