namespace RealtimeEvals.Statistics;

/// <summary>
/// McNemar's test of paired verdicts, which looks at the pairs that differ: Q. McNemar, Note on the sampling error of the difference
/// between correlated proportions or percentages, Psychometrika 12 (1947), 153-157. The mid-p variant: M. W. Fagerland, S. Lydersen and P.
/// Laake, The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional, BMC Medical Research
/// Methodology 13 (2013), 91.
/// </summary>
internal static class McNemar
{
    /// <summary>With fewer pairs that differ, no result of the exact test is below 0.05.</summary>
    public const int LeastDiscordant = 6;

    /// <summary>Returns the exact two-sided p; 1 when no pair differs.</summary>
    /// <param name="first">How many pairs differ one way, from 0.</param>
    /// <param name="second">How many pairs differ the other way, from 0.</param>
    /// <param name="distributions">The distributions.</param>
    public static double Exact(int first, int second, IDistributions distributions)
    {
        int all = first + second;
        return all == 0 ? 1 : Math.Min(1, 2 * distributions.BinomialCdf(Math.Min(first, second), all, 0.5));
    }

    /// <summary>Returns the two-sided mid-p, which counts the observed result by half; 1 when no pair differs.</summary>
    /// <param name="first">How many pairs differ one way, from 0.</param>
    /// <param name="second">How many pairs differ the other way, from 0.</param>
    /// <param name="distributions">The distributions.</param>
    public static double MidP(int first, int second, IDistributions distributions)
    {
        if (first == second) return 1 - (first == 0 ? 0 : PointOf(first, second, distributions));
        return Exact(first, second, distributions) - PointOf(first, second, distributions);
    }

    private static double PointOf(int first, int second, IDistributions distributions)
    {
        (int fewer, int all) = (Math.Min(first, second), first + second);
        return distributions.BinomialCdf(fewer, all, 0.5) - distributions.BinomialCdf(fewer - 1, all, 0.5);
    }
}
