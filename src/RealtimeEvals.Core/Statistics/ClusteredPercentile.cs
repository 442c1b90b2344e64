namespace RealtimeEvals.Statistics;

/// <summary>
/// The interval of a percentile whose values come in clusters. The share of values below the percentile has a clustered error, and with it
/// an effective number of values (R. S. Woodruff, Confidence intervals for medians and other position measures, Journal of the American
/// Statistical Association 47 (1952), 635-646; reduced for few clusters as by E. L. Korn and B. I. Graubard, Confidence intervals for
/// proportions with small expected number of positive counts estimated from survey data, Survey Methodology 24 (1998), 193-201). The exact
/// interval of <see cref="PercentileInterval"/> is then taken over that many of the values, evenly spaced.
/// </summary>
internal static class ClusteredPercentile
{
    private const double Upper = 0.975;

    /// <summary>Returns the bounds at 95 %; null for one that has too few values. With one value in each cluster they are exact.</summary>
    /// <param name="clusters">For each value the number of its cluster.</param>
    /// <param name="values">The values in ascending order.</param>
    /// <param name="share">The percentile as a share, above 0 and below 1.</param>
    /// <param name="distributions">The distributions.</param>
    public static (double? Low, double? High) Of(int[] clusters, double[] values, double share, IDistributions distributions)
    {
        int count = Effective(clusters, values, Quantile.Of(values, share), distributions);

        // Between two of the values that are kept, the bound is the outer one.
        double[] lower = [.. Enumerable.Range(0, count).Select(rank => values[(int)((long)rank * values.Length / count)])];
        double[] upper =
            [.. Enumerable.Range(1, count).Select(rank => values[(int)(((long)rank * values.Length + count - 1) / count) - 1])];
        return (PercentileInterval.Low(lower, share, distributions), PercentileInterval.High(upper, share, distributions));
    }

    /// <summary>Returns how many single values would say as much as these do, at most as many as there are.</summary>
    private static int Effective(int[] numbers, double[] values, double percentile, IDistributions distributions)
    {
        IReadOnlyCollection<Cluster> clusters =
            ClusterSums.Of(numbers.Zip(values, (number, value) => (number, value <= percentile ? 1.0 : 0)));
        if (clusters.Count is 0 or 1 || clusters.Count == values.Length) return clusters.Count;
        double below = clusters.Sum(cluster => cluster.Sum) / values.Length;
        double error = ClusteredError.Of(clusters)!.Value;
        if (error <= 0 || below is <= 0 or >= 1) return clusters.Count;
        double reduced = distributions.NormalQuantile(Upper) / distributions.StudentQuantile(Upper, clusters.Count - 1);
        return Math.Clamp((int)(below * (1 - below) / (error * error) * reduced * reduced), 1, values.Length);
    }
}
