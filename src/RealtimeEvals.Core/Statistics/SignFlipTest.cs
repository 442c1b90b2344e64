namespace RealtimeEvals.Statistics;

/// <summary>
/// The permutation test of paired differences: where the two sides do not differ, each difference might as well have the other sign (R. A.
/// Fisher, The design of experiments, 1935, section 21). For differences of one this is McNemar's exact test. Up to <see cref="MostExact"/>
/// differences all signs are tried; then a sample of them, with the observed one counted (B. Phipson and G. K. Smyth, Permutation p-values
/// should never be zero, Statistical Applications in Genetics and Molecular Biology 9 (2010), 39); beyond <see cref="MostSampled"/> the
/// normal limit of the permutations takes their place.
/// </summary>
internal static class SignFlipTest
{
    /// <summary>The most differences other than 0 of which all signs are tried.</summary>
    public const int MostExact = 18;

    /// <summary>The most differences other than 0 of which signs are sampled.</summary>
    public const int MostSampled = 5000;

    /// <summary>The number of samples.</summary>
    public const int Samples = 9999;

    /// <summary>Sums that differ by less than this share of the whole are taken for equal.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>Returns the two-sided p; 1 when nothing differs.</summary>
    /// <param name="differences">The paired differences, each independent of the others.</param>
    /// <param name="distributions">The distributions.</param>
    /// <param name="seed">The seed of the samples.</param>
    /// <param name="mostSampled">The most differences other than 0 of which signs are sampled.</param>
    public static double Of(IEnumerable<double> differences, IDistributions distributions, int seed, int mostSampled = MostSampled)
    {
        // In an order of their size, both ways of looking at the same pairs draw the same signs.
        double[] sizes = [.. differences.Where(static difference => difference != 0).OrderBy(Math.Abs)];
        if (sizes.Length == 0) return 1;
        double observed = Math.Abs(sizes.Sum());
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(sizes[i]);
        double limit = observed - Tolerance * sizes.Sum();
        if (sizes.Length <= MostExact) return (double)CountOf(sizes, limit) / (1 << sizes.Length);
        if (sizes.Length <= mostSampled) return (1.0 + SampleOf(sizes, limit, seed)) / (1 + Samples);
        return 2 * distributions.NormalCdf(-observed / Math.Sqrt(sizes.Sum(static size => size * size)));
    }

    /// <summary>Counts the signs whose sum is at least as far from 0; each differs from the one before in one sign (Gray's code).</summary>
    private static int CountOf(double[] sizes, double limit)
    {
        double sum = sizes.Sum();
        bool[] isMinus = new bool[sizes.Length];
        int count = sum >= limit ? 1 : 0;
        for (uint step = 1; step < 1u << sizes.Length; step++)
        {
            int flipped = System.Numerics.BitOperations.TrailingZeroCount(step);
            sum += (isMinus[flipped] ? 2 : -2) * sizes[flipped];
            isMinus[flipped] = !isMinus[flipped];
            if (Math.Abs(sum) >= limit) count++;
        }

        return count;
    }

    private static int SampleOf(double[] sizes, double limit, int seed)
    {
        var random = new Random(seed);
        int count = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double sum = 0;
            long signs = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                if (i % 63 == 0) signs = random.NextInt64();
                sum += (signs & 1) == 0 ? sizes[i] : -sizes[i];
                signs >>= 1;
            }

            if (Math.Abs(sum) >= limit) count++;
        }

        return count;
    }
}
