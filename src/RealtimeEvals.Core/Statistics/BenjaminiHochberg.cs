namespace RealtimeEvals.Statistics;

/// <summary>
/// The correction for a table of tests of which a share may be wrong: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate,
/// Journal of the Royal Statistical Society B 57 (1995), 289-300.
/// </summary>
internal static class BenjaminiHochberg
{
    /// <summary>Returns the adjusted values in the order of the given ones, each at least the given one and at most 1.</summary>
    /// <param name="values">The p of each test.</param>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = new double[values.Count];
        double reached = 1;
        int rank = values.Count;
        foreach (int index in Enumerable.Range(0, values.Count).OrderByDescending(index => values[index]))
        {
            reached = Math.Min(reached, values[index] * values.Count / rank--);
            adjusted[index] = reached;
        }

        return adjusted;
    }
}
