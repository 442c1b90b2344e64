namespace RealtimeEvals.Statistics;

/// <summary>
/// The permutation test of a percentile of paired units: where the two sides do not differ, each unit might as well have them the other way
/// round (E. J. G. Pitman, Significance tests which may be applied to samples from any populations, Supplement to the Journal of the Royal
/// Statistical Society 4 (1937), 119-130). Units are swapped whole, the observed order counts as one of the samples.
/// </summary>
internal static class QuantileSwapTest
{
    /// <summary>The number of samples.</summary>
    public const int Samples = 999;

    /// <summary>Returns the two-sided p; 1 when nothing differs.</summary>
    /// <param name="before">The values of each unit on one side.</param>
    /// <param name="after">The values of each unit on the other side.</param>
    /// <param name="share">The percentile as a share, 0 to 1.</param>
    /// <param name="seed">The seed of the samples.</param>
    public static double Of(IReadOnlyList<double[]> before, IReadOnlyList<double[]> after, double share, int seed)
    {
        double[] values = [.. before.SelectMany(static unit => unit), .. after.SelectMany(static unit => unit)];
        int[] units =
        [
            .. before.SelectMany(static (unit, index) => Enumerable.Repeat(index, unit.Length)),
            .. after.SelectMany(static (unit, index) => Enumerable.Repeat(~index, unit.Length)),
        ];
        Array.Sort(values, units);
        var random = new Random(seed);
        bool[] swapped = new bool[before.Count];
        double observed = Math.Abs(Change());
        int count = 1;
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int i = 0; i < swapped.Length; i++) swapped[i] = random.Next(2) == 1;
            if (Math.Abs(Change()) >= observed * (1 - 1e-12)) count++;
        }

        return count / (Samples + 1.0);

        double Change() => PercentileOf(isSecond: true) - PercentileOf(isSecond: false);

        double PercentileOf(bool isSecond)
        {
            int total = 0;
            foreach (int unit in units) total += IsSecond(unit) == isSecond ? 1 : 0;
            double rank = share * (total - 1);
            int below = (int)Math.Floor(rank);
            double lower = double.NaN;
            int seen = -1;
            for (int i = 0; i < values.Length; i++)
            {
                if (IsSecond(units[i]) != isSecond) continue;
                seen++;
                if (seen == below) lower = values[i];
                if (seen == Math.Min(below + 1, total - 1) && seen >= below) return lower + (values[i] - lower) * (rank - below);
            }

            return lower;
        }

        // Values of the second side are marked by the complement of their unit.
        bool IsSecond(int unit) => unit < 0 != swapped[unit < 0 ? ~unit : unit];
    }
}
