namespace RealtimeEvals.Metrics;

/// <summary>
/// pass^k, the chance that k trials of a simulation all pass: per simulation C(passed, k) / C(trials, k), averaged over those with
/// at least k trials (Yao et al., "tau-bench", 2024, section 3).
/// </summary>
internal static class PassHatK
{
    /// <summary>
    /// The average, from 0 to 1, and the number of simulations that it was taken over; null when none has so many trials.
    /// </summary>
    /// <param name="simulations">For each simulation how many trials there were and how many passed.</param>
    /// <param name="k">How many trials must all pass, at least 1.</param>
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
