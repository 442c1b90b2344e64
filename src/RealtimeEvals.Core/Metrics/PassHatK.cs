namespace RealtimeEvals.Metrics;

/// <summary>
/// pass^k, the probability that k trials of a case all pass: per case C(passed, k) / C(trials, k), averaged over the cases with at least k
/// trials (Yao et al., "tau-bench", 2024, section 3).
/// </summary>
internal static class PassHatK
{
    /// <summary>Returns the average, 0 to 1, and the number of cases behind it; null when no case has that many trials.</summary>
    /// <param name="simulations">For each case, the number of trials and the number that passed.</param>
    /// <param name="k">The number of trials that must all pass, at least 1.</param>
    public static (double? Value, int Count) Of(IEnumerable<(int Trials, int Passed)> simulations, int k)
    {
        double?[] chances =
        [
            .. simulations
                .Where(simulation => simulation.Trials >= k)
                .Select(simulation => (double?)Chance(simulation.Trials, simulation.Passed, k)),
        ];
        return (chances.Average(), chances.Length);
    }

    /// <summary>Returns the estimate for one case, of at least k trials: the chance that k of them all passed.</summary>
    /// <remarks>It is a product that cannot overflow.</remarks>
    internal static double Chance(int trials, int passed, int k)
    {
        if (passed < k) return 0;
        double all = 1;
        for (int drawn = 0; drawn < k; drawn++) all *= (double)(passed - drawn) / (trials - drawn);
        return all;
    }
}
