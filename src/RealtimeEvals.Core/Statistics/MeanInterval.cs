namespace RealtimeEvals.Statistics;

/// <summary>
/// The interval of a mean: Student (W. S. Gosset), The probable error of a mean, Biometrika 6 (1908), 1-25.
/// </summary>
internal static class MeanInterval
{
    /// <summary>Returns the interval; null with less than two values.</summary>
    /// <param name="values">Independent values.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="confidence">The confidence, above 0 and below 1.</param>
    public static Interval? Of(IReadOnlyCollection<double> values, IDistributions distributions, double confidence = 0.95)
    {
        if (values.Count < 2) return null;
        (double mean, double deviation) = Spread.Of(values);
        double half = distributions.StudentQuantile((1 + confidence) / 2, values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new Interval(mean - half, mean + half);
    }
}
