namespace RealtimeEvals.Statistics;

/// <summary>
/// The score interval for a share: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
/// American Statistical Association 22 (1927), 209-212. Unlike the usual approximation it never leaves 0 to 1, and has a width even where
/// all or none passed.
/// </summary>
internal static class WilsonInterval
{
    /// <summary>The quantile of the normal distribution for 95 % on two sides.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>Returns the interval that holds the true share with a confidence of 95 %; null when nothing was counted.</summary>
    /// <param name="passed">How many passed, 0 to <paramref name="total"/>.</param>
    /// <param name="total">How many were counted.</param>
    public static Interval? Of(int passed, int total)
    {
        if (total <= 0) return null;
        return Of((double)passed / total, total, Z);
    }

    /// <summary>Returns the interval for a share of a number of values that need not be whole.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="total">The number of values, above 0.</param>
    /// <param name="quantile">The quantile for the confidence on two sides, such as <see cref="Z"/>.</param>
    public static Interval Of(double share, double total, double quantile)
    {
        double weight = quantile * quantile / total;
        double middle = share + weight / 2;
        double half = quantile * Math.Sqrt((share * (1 - share) + weight / 4) / total);

        // With all or none passed the bound is exact but for rounding.
        return new Interval(
            share <= 0 ? 0 : Math.Max(0, (middle - half) / (1 + weight)),
            share >= 1 ? 1 : Math.Min(1, (middle + half) / (1 + weight)));
    }
}
