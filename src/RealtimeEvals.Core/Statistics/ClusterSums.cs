namespace RealtimeEvals.Statistics;

/// <summary>Adds values up by their clusters.</summary>
internal static class ClusterSums
{
    /// <summary>Returns the sum and the number of values of each cluster, in the order of the clusters' numbers.</summary>
    /// <param name="values">Values with the numbers of their clusters, from 0: there is room for as many as the largest says.</param>
    public static IReadOnlyCollection<Cluster> Of(IEnumerable<(int Number, double Value)> values)
    {
        Cluster[] sums = [];
        foreach ((int number, double value) in values)
        {
            if (number >= sums.Length) Array.Resize(ref sums, Math.Max(number + 1, 2 * sums.Length));
            sums[number] = new Cluster(sums[number].Sum + value, sums[number].Count + 1);
        }

        return [.. sums.Where(static cluster => cluster.Count > 0)];
    }
}
