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
        double?[] chances = [.. cases.Where(one => one.Trials >= k).Select(one => (double?)Chance(one.Trials, one.Passed, k))];
        return (chances.Average(), chances.Length);
    }

    /// <summary>Returns the estimate for one case, of at least k trials: one less the chance that k of them all failed.</summary>
    /// <remarks>It is a product that cannot overflow.</remarks>
    internal static double Chance(int trials, int passed, int k)
    {
        if (trials - passed < k) return 1;
        double none = 1;
        for (int drawn = 0; drawn < k; drawn++) none *= (double)(trials - passed - drawn) / (trials - drawn);
        return 1 - none;
    }
}
