namespace RealtimeEvals.Statistics;

/// <summary>
/// How many cases a difference between paired rates needs: R. J. Connor, Sample size for testing differences in proportions for the
/// paired-sample design, Biometrics 43 (1987), 207-211. With several trials of a case, the part of the variance that lies within cases
/// shrinks with them, the part between cases does not: E. Miller, arXiv 2411.00640 (2024), section 5.
/// </summary>
/// <param name="distributions">The distributions.</param>
/// <param name="power">The probability to find the difference, above 0 and below 1.</param>
/// <param name="alpha">The probability to find one where there is none, on two sides, above 0 and below 1.</param>
internal sealed class PairedPower(IDistributions distributions, double power = 0.8, double alpha = 0.05)
{
    private readonly double _error = distributions.NormalQuantile(1 - alpha / 2);
    private readonly double _power = distributions.NormalQuantile(power);

    /// <summary>Returns the number of cases, not rounded; the need is the next whole number.</summary>
    /// <param name="difference">The difference of the rates, above 0 and at most <paramref name="discordant"/>.</param>
    /// <param name="discordant">The share of pairs that differ, either way, at most 1.</param>
    /// <param name="trials">Trials of each case, at least 1.</param>
    /// <param name="between">The share of the variance of the differences that lies between cases, 0 to 1.</param>
    public double Cases(double difference, double discordant, int trials = 1, double between = 1)
    {
        double square = difference * difference;
        double rest = Math.Max(0, discordant - square) * (between + (1 - between) / trials);
        double root = _error * Math.Sqrt(rest + square) + _power * Math.Sqrt(rest);
        return root * root / square;
    }

    /// <summary>Returns how many trials of each case are needed; null when no number of trials is enough for that many cases.</summary>
    public int? Trials(int cases, double difference, double discordant, double between)
    {
        const int Most = 1_000_000;
        if (Cases(difference, discordant, Most, between) > cases) return null;
        (int few, int enough) = (0, Most);
        while (enough - few > 1)
        {
            int middle = (few + enough) / 2;
            if (Cases(difference, discordant, middle, between) <= cases) enough = middle;
            else few = middle;
        }

        return enough;
    }

    /// <summary>
    /// Returns the smallest difference of the rates that so many cases would show; null when not even one in which all differing pairs
    /// differ the same way is.
    /// </summary>
    public double? SmallestDifference(int cases, double discordant, int trials = 1, double between = 1)
    {
        if (discordant <= 0 || cases <= 0 || Cases(discordant, discordant, trials, between) > cases) return null;
        (double small, double enough) = (0, discordant);
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = (small + enough) / 2;
            if (middle > 0 && Cases(middle, discordant, trials, between) <= cases) enough = middle;
            else small = middle;
        }

        return enough;
    }

    /// <summary>Returns the number of pairs that a mean difference needs, not rounded (Student's test by its normal limit).</summary>
    /// <param name="difference">The mean difference, not 0.</param>
    /// <param name="deviation">The standard deviation of the differences, from 0.</param>
    public double PairsForMean(double difference, double deviation)
    {
        double ratio = (_error + _power) * deviation / difference;
        return ratio * ratio;
    }

    /// <summary>Returns the smallest difference that an interval at 95 % of such a width would show, by its normal limit.</summary>
    /// <param name="width">The upper bound less the lower one, from 0.</param>
    public double SmallestOfWidth(double width) => (_error + _power) * width / (2 * WilsonInterval.Z);

    /// <summary>Returns the smallest mean difference that so many pairs would show; null with less than two.</summary>
    public double? SmallestMeanDifference(int pairs, double deviation) =>
        pairs < 2 ? null : (_error + _power) * deviation / Math.Sqrt(pairs);
}
