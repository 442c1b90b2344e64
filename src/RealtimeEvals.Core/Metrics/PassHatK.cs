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
                .Select(simulation => (double?)(Choose(simulation.Passed, k) / Choose(simulation.Trials, k))),
        ];
        return (chances.Average(), chances.Length);
    }

    private static double Choose(int from, int count) =>
        count > from ? 0 : Enumerable.Range(0, count).Aggregate(1.0, (product, index) => product * (from - index) / (index + 1));
}
