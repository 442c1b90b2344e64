namespace RealtimeEvals.Statistics;

/// <summary>
/// Intervals from drawing the units again, with replacement: B. Efron, Better bootstrap confidence intervals, Journal of the American
/// Statistical Association 82 (1987), 171-185, whose BCa corrects bias and skew; B. Efron and R. J. Tibshirani, An introduction to the
/// bootstrap, 1993, chapter 14. Beyond <see cref="MostUnits"/> units, where both corrections vanish, the interval is the normal one with
/// the standard error of <see cref="FewResamples"/> resamples.
/// </summary>
internal static class Bootstrap
{
    /// <summary>The most units for which BCa is computed.</summary>
    public const int MostUnits = 5000;

    /// <summary>The number of resamples for BCa.</summary>
    public const int Resamples = 2000;

    /// <summary>The number of resamples for a standard error.</summary>
    public const int FewResamples = 200;

    private const double Tail = 0.025;

    /// <summary>
    /// Returns the interval at 95 %; null with less than two units, or where a resample has no value. It holds no width where all units
    /// agree: whoever decides by it asks for a least number of units as well.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static Interval? Of(IResampled figure, IDistributions distributions, int seed)
    {
        if (figure.Units < 2) return null;
        int[] once = new int[figure.Units];
        Array.Fill(once, 1);
        double observed = figure.Of(once);
        double[] values = Draw(figure, figure.Units > MostUnits ? FewResamples : Resamples, seed);
        if (!double.IsFinite(observed) || !values.All(double.IsFinite)) return null;
        if (figure.Units > MostUnits)
        {
            double half = WilsonInterval.Z * Spread.Of(values).Deviation;
            return new Interval(observed - half, observed + half);
        }

        Array.Sort(values);
        double bias = BiasOf(values, observed, distributions);
        double acceleration = Acceleration([.. Enumerable.Range(0, figure.Units).Select(figure.Without)]);
        return new Interval(End(Tail), End(1 - Tail));

        double End(double tail)
        {
            double shifted = bias + distributions.NormalQuantile(tail);
            double share = distributions.NormalCdf(bias + shifted / (1 - acceleration * shifted));
            return Quantile.Of(values, Math.Clamp(share, 0, 1));
        }
    }

    /// <summary>Returns the acceleration: the skew of the figure as each unit is left out (Efron and Tibshirani, equation 14.15).</summary>
    /// <param name="without">The figure without each of the units.</param>
    public static double Acceleration(IReadOnlyCollection<double> without)
    {
        double mean = without.Average();
        double squares = without.Sum(value => (mean - value) * (mean - value));
        return squares > 0 ? without.Sum(value => Math.Pow(mean - value, 3)) / (6 * Math.Pow(squares, 1.5)) : 0;
    }

    /// <summary>The median bias, by the share of resamples below the figure; those equal to it count by half.</summary>
    private static double BiasOf(double[] values, double observed, IDistributions distributions)
    {
        double below = values.Sum(value => value < observed ? 1 : value == observed ? 0.5 : 0);
        double least = 0.5 / values.Length;
        return distributions.NormalQuantile(Math.Clamp(below / values.Length, least, 1 - least));
    }

    private static double[] Draw(IResampled figure, int count, int seed)
    {
        var random = new Random(seed);
        int[] draws = new int[figure.Units];
        double[] values = new double[count];
        for (int resample = 0; resample < count; resample++)
        {
            Array.Clear(draws);
            for (int i = 0; i < draws.Length; i++) draws[random.Next(draws.Length)]++;
            values[resample] = figure.Of(draws);
        }

        return values;
    }
}
