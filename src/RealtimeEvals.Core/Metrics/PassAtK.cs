namespace RealtimeEvals.Metrics;

/// <summary>
/// pass@k, the probability that at least one of k trials of a case passes, without bias: per case 1 - C(trials - passed, k) / C(trials, k),
/// averaged over the cases with at least k trials (M. Chen et al., Evaluating large language models trained on code, arXiv 2107.03374,
/// 2021, section 2.1).
/// </summary>
internal static class PassAtK
{
    /// <summary>Returns the average, 0 to 1, and the number of cases behind it; null when no case has that many trials.</summary>
    /// <param name="cases">For each case, the number of trials and the number that passed.</param>
    /// <param name="k">The number of trials of which one must pass, at least 1.</param>
    public static (double? Value, int Count) Of(IEnumerable<(int Trials, int Passed)> cases, int k)
    {
        (double? none, int count) = PassHatK.Of(cases.Select(static one => (one.Trials, one.Trials - one.Passed)), k);
        return (1 - none, count);
    }

    /// <summary>Returns the estimate for one case, of at least k trials: one less the chance that k of them all failed.</summary>
    internal static double Chance(int trials, int passed, int k) => 1 - PassHatK.Chance(trials, trials - passed, k);
}
