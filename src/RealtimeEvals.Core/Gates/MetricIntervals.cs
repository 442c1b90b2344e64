using RealtimeEvals.Metrics;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>
/// Metrics with the interval that holds the true value with a confidence of 95 %. The trials of a case, and the turns of a conversation,
/// are clusters: they depend on each other and say less than as many cases would.
/// </summary>
/// <param name="distributions">The distributions that intervals are computed with.</param>
internal sealed class MetricIntervals(IDistributions distributions)
{
    /// <summary>What each end of an interval leaves out.</summary>
    private const double Tail = 0.025;

    /// <summary>Returns the average of values from 0 to 1, with Wilson's interval.</summary>
    public MetricValue OfShare(IReadOnlyList<Observation> observed) =>
        Averaged(observed).In(AreNamed(observed) ? ClusteredInterval.OfRate(ClustersOf(observed), distributions) : null)
            with { IsShare = true };

    /// <summary>Returns the average of any values, with Student's interval; it needs two cases.</summary>
    public MetricValue OfMean(IReadOnlyList<Observation> observed) =>
        Averaged(observed).In(AreNamed(observed) ? ClusteredInterval.OfMean(ClustersOf(observed), distributions) : null);

    /// <summary>Returns a percentile, with an interval between two of the values.</summary>
    /// <param name="clusters">For each value what <see cref="Observation.Cluster"/> is.</param>
    /// <param name="sorted">The values in ascending order; at least one.</param>
    /// <param name="share">The percentile as a share, above 0 and below 1.</param>
    public MetricValue OfPercentile(int[] clusters, double[] sorted, double share)
    {
        (double? low, double? high) = Array.TrueForAll(clusters, static cluster => cluster >= 0)
            ? ClusteredPercentile.Of(clusters, sorted, share, distributions)
            : (null, null);
        return new MetricValue(Statistic.Percentile(sorted, share), sorted.Length)
        {
            Low = low,
            High = high,
            Needed = (int)Math.Ceiling(Math.Log(Tail) / Math.Log(Math.Max(share, 1 - share))),
        };
    }

    private static MetricValue Averaged(IReadOnlyList<Observation> observed) =>
        new(observed.Average(one => one.Value), observed.Count);

    /// <summary>Whether every value names its cluster; without that nobody can tell which of them depend on each other.</summary>
    private static bool AreNamed(IReadOnlyList<Observation> observed) => observed.All(static one => one.Cluster >= 0);

    private static IReadOnlyCollection<Cluster> ClustersOf(IReadOnlyList<Observation> observed) =>
        ClusterSums.Of(observed.Select(static one => (one.Cluster, one.Value)));
}

/// <summary>One value of a metric, and the case that it belongs to with all other trials and turns of it.</summary>
/// <param name="Cluster">
/// What <see cref="EvidenceCase.ClusterNumber"/> is: the values that depend on each other share it; -1 when that is not known.
/// </param>
/// <param name="Value">The value.</param>
internal readonly record struct Observation(int Cluster, double Value);
