namespace RealtimeEvals.Statistics;

/// <summary>The mean and the standard deviation of values.</summary>
internal static class Spread
{
    /// <summary>
    /// Returns the mean and the standard deviation of the population, with n - 1; the deviation is 0 with one value. The second pass over
    /// the values keeps the digits that a sum of squares would lose.
    /// </summary>
    /// <param name="values">At least one value.</param>
    public static (double Mean, double Deviation) Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Sum() / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return (mean, values.Count < 2 ? 0 : Math.Sqrt(squares / (values.Count - 1)));
    }
}
