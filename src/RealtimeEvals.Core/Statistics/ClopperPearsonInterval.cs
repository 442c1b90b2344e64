namespace RealtimeEvals.Statistics;

/// <summary>
/// The exact interval for a share: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
/// binomial, Biometrika 26 (1934), 404-413. It is never narrower than its confidence says, which is why it is the one for decisions.
/// </summary>
internal static class ClopperPearsonInterval
{
    /// <summary>Returns the interval; null when nothing was counted.</summary>
    /// <param name="passed">How many passed, 0 to <paramref name="total"/>.</param>
    /// <param name="total">How many were counted.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="confidence">The confidence, above 0 and below 1.</param>
    public static Interval? Of(int passed, int total, IDistributions distributions, double confidence = 0.95)
    {
        if (total <= 0) return null;
        double tail = (1 - confidence) / 2;
        return new Interval(
            passed == 0 ? 0 : distributions.BetaQuantile(tail, passed, total - passed + 1),
            passed == total ? 1 : distributions.BetaQuantile(1 - tail, passed + 1, total - passed));
    }
}
