namespace RealtimeEvals.Statistics;

/// <summary>
/// The standard error of a mean whose values come in clusters: E. Miller, Adding error bars to evals, arXiv 2411.00640 (2024), section 2.2;
/// the factor for few clusters is that of A. C. Cameron and D. L. Miller, A practitioner's guide to cluster-robust inference, Journal of
/// Human Resources 50 (2015), 317-372, section VI.
/// </summary>
internal static class ClusteredError
{
    /// <summary>Returns the mean over all values; null when there are none.</summary>
    public static double? Mean(IReadOnlyCollection<Cluster> clusters)
    {
        long count = clusters.Sum(static cluster => (long)cluster.Count);
        return count == 0 ? null : clusters.Sum(static cluster => cluster.Sum) / count;
    }

    /// <summary>Returns the standard error as Miller gives it, without a factor for few clusters; null when there are no values.</summary>
    public static double? Plain(IReadOnlyCollection<Cluster> clusters)
    {
        if (Mean(clusters) is not double mean) return null;
        double squares = 0;
        long count = 0;
        foreach (Cluster cluster in clusters)
        {
            double residual = cluster.Sum - cluster.Count * mean;
            squares += residual * residual;
            count += cluster.Count;
        }

        return Math.Sqrt(squares) / count;
    }

    /// <summary>Returns the standard error with the variance times C / (C - 1); null with less than two clusters.</summary>
    public static double? Of(IReadOnlyCollection<Cluster> clusters)
    {
        double filled = clusters.Count(static cluster => cluster.Count > 0);
        return filled < 2 ? null : Plain(clusters) * Math.Sqrt(filled / (filled - 1));
    }
}
