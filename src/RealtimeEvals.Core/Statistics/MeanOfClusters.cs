namespace RealtimeEvals.Statistics;

/// <summary>The mean over all values of clusters, resampled by cluster.</summary>
internal sealed class MeanOfClusters : IResampled
{
    private readonly Cluster[] _clusters;
    private readonly double _sum;
    private readonly double _count;

    /// <param name="clusters">The clusters, of which none is empty.</param>
    public MeanOfClusters(IEnumerable<Cluster> clusters)
    {
        _clusters = [.. clusters];
        _sum = _clusters.Sum(static cluster => cluster.Sum);
        _count = _clusters.Sum(static cluster => (double)cluster.Count);
    }

    public int Units => _clusters.Length;

    public double Of(ReadOnlySpan<int> draws)
    {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < draws.Length; i++)
        {
            sum += draws[i] * _clusters[i].Sum;
            count += (double)draws[i] * _clusters[i].Count;
        }

        return sum / count;
    }

    public double Without(int unit) => (_sum - _clusters[unit].Sum) / (_count - _clusters[unit].Count);
}
