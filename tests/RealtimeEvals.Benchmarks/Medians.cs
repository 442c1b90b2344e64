namespace RealtimeEvals.Benchmarks;

/// <summary>The median, which one disturbed run does not move.</summary>
internal static class Medians
{
    /// <summary>Returns the median of a figure of several runs; the mean of the middle two where their number is even.</summary>
    public static double Of<T>(IEnumerable<T> runs, Func<T, double> figure)
    {
        double[] sorted = [.. runs.Select(figure).Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Returns the median of figures.</summary>
    public static double Of(IEnumerable<double> figures) => Of(figures, static figure => figure);
}
