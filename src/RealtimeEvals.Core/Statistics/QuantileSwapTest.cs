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

        double Change()
        {
            var first = new List<double>(values.Length / 2);
            var second = new List<double>(values.Length / 2);
            for (int i = 0; i < values.Length; i++)
            {
                bool isAfter = units[i] < 0;
                if (isAfter == swapped[isAfter ? ~units[i] : units[i]]) first.Add(values[i]);
                else second.Add(values[i]);
            }

            return Quantile.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(second), share)
                - Quantile.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(first), share);
        }
    }
}
