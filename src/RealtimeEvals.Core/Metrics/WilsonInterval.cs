namespace RealtimeEvals.Metrics;

/// <summary>
/// The score interval of a share at 95 % (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
/// the American Statistical Association 22, 1927). Unlike the usual one it stays within 0 and 1 and is not empty at either end.
/// </summary>
internal static class WilsonInterval
{
    /// <summary>The quantile of the normal distribution that leaves 2.5 % on either side.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Returns the interval of the share; null when there is nothing to count.</summary>
    /// <param name="passed">How many of them, from 0 to <paramref name="total"/>.</param>
    /// <param name="total">How many there are.</param>
    public static (double Low, double High)? Of(int passed, int total)
    {
        if (total <= 0) return null;
        double share = (double)passed / total;
        double weight = Z * Z / total;
        double middle = (share + weight / 2) / (1 + weight);
        double reach = Z / (1 + weight) * Math.Sqrt(share * (1 - share) / total + weight / (4 * total));
        return (Math.Max(0, middle - reach), Math.Min(1, middle + reach));
    }
}
