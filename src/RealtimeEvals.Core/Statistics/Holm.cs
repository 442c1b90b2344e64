namespace RealtimeEvals.Statistics;

/// <summary>
/// The correction for several tests of which none may be wrong: S. Holm, A simple sequentially rejective multiple test procedure,
/// Scandinavian Journal of Statistics 6 (1979), 65-70.
/// </summary>
internal static class Holm
{
    /// <summary>Returns the adjusted values in the order of the given ones, each at least the given one and at most 1.</summary>
    /// <param name="values">The p of each test.</param>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = new double[values.Count];
        double reached = 0;
        int left = values.Count;
        foreach (int index in Enumerable.Range(0, values.Count).OrderBy(index => values[index]))
        {
            reached = Math.Max(reached, Math.Min(1, values[index] * left--));
            adjusted[index] = reached;
        }

        return adjusted;
    }
}
