namespace RealtimeEvals.Statistics;

/// <summary>How large a difference is, apart from how sure it is. All change their sign when the two sides are swapped.</summary>
internal static class EffectSize
{
    /// <summary>
    /// Returns Cohen's g, -0.5 to 0.5: the share of the differing pairs that got better, less one half (J. Cohen, Statistical power
    /// analysis for the behavioral sciences, 2nd edition, 1988, chapter 5); null when no pair differs.
    /// </summary>
    public static double? CohenG(int gained, int lost) => gained + lost == 0 ? null : (double)gained / (gained + lost) - 0.5;

    /// <summary>Returns the odds ratio of paired verdicts, gained over lost; null when none was lost.</summary>
    public static double? OddsRatio(int gained, int lost) => lost == 0 ? null : (double)gained / lost;

    /// <summary>
    /// Returns Cohen's d of paired values, d_z: the mean difference over the standard deviation of the differences (Cohen 1988, section
    /// 2.3.5); null with less than two pairs, or where all differ by the same amount.
    /// </summary>
    public static double? CohenD(IReadOnlyCollection<double> differences)
    {
        if (differences.Count < 2) return null;
        (double mean, double deviation) = Spread.Of(differences);
        return deviation > 0 ? mean / deviation : null;
    }

    /// <summary>
    /// Returns Cliff's delta within pairs, -1 to 1: the share of pairs that rose less the share that fell (N. Cliff, Dominance statistics:
    /// ordinal analyses to answer ordinal questions, Psychological Bulletin 114 (1993), 494-509); null without pairs.
    /// </summary>
    public static double? CliffDelta(IReadOnlyCollection<double> differences) =>
        differences.Count == 0 ? null : (double)differences.Sum(Math.Sign) / differences.Count;
}
