namespace RealtimeEvals.Statistics;

/// <summary>A percentile over all values of clusters, resampled by cluster.</summary>
internal sealed class QuantileOfClusters : IResampled
{
    private readonly double _share;
    private readonly double[] _values;
    private readonly int[] _units;

    /// <param name="clusters">The values of each cluster.</param>
    /// <param name="share">The percentile as a share, 0 to 1.</param>
    public QuantileOfClusters(IReadOnlyList<double[]> clusters, double share)
    {
        Units = clusters.Count;
        _share = share;
        _values = [.. clusters.SelectMany(static values => values)];
        _units = [.. clusters.SelectMany(static (values, unit) => Enumerable.Repeat(unit, values.Length))];
        Array.Sort(_values, _units);
    }

    public int Units { get; }

    public double Of(ReadOnlySpan<int> draws)
    {
        long count = 0;
        foreach (int unit in _units) count += draws[unit];
        if (count == 0) return double.NaN;
        double rank = _share * (count - 1);
        long below = (long)Math.Floor(rank);
        double? lower = null;
        long seen = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            seen += draws[_units[i]];
            if (lower is null && seen > below) lower = _values[i];
            if (lower is double start && (seen > below + 1 || below + 1 == count)) return start + (_values[i] - start) * (rank - below);
        }

        return lower ?? double.NaN;
    }

    public double Without(int unit)
    {
        int[] draws = new int[Units];
        Array.Fill(draws, 1);
        draws[unit] = 0;
        return Of(draws);
    }
}
