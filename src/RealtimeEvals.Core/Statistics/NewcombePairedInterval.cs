namespace RealtimeEvals.Statistics;

/// <summary>
/// The interval of the difference of two paired rates from the score intervals of both and their correlation: R. G. Newcombe, Improved
/// confidence intervals for the difference between binomial proportions based on paired data, Statistics in Medicine 17 (1998), 2635-2650,
/// method 10.
/// </summary>
internal static class NewcombePairedInterval
{
    /// <summary>Returns the interval of the second rate minus the first at 95 %; null without pairs.</summary>
    /// <param name="both">Pairs that passed twice.</param>
    /// <param name="gained">Pairs that passed the second time only.</param>
    /// <param name="lost">Pairs that passed the first time only.</param>
    /// <param name="neither">Pairs that failed twice.</param>
    public static Interval? Of(int both, int gained, int lost, int neither)
    {
        int pairs = both + gained + lost + neither;
        if (WilsonInterval.Of(both + gained, pairs) is not Interval later) return null;
        Interval earlier = WilsonInterval.Of(both + lost, pairs)!.Value;
        double after = (double)(both + gained) / pairs;
        double before = (double)(both + lost) / pairs;
        double phi = PhiOf(both, gained, lost, neither, pairs);
        return new Interval(
            after - before - Reach(after - later.Low, earlier.High - before),
            after - before + Reach(later.High - after, before - earlier.Low));

        double Reach(double one, double other) => Math.Sqrt(Math.Max(0, one * one - 2 * phi * one * other + other * other));
    }

    /// <summary>The correlation; a positive one is corrected for continuity, and it is 0 where one rate is 0 or 1.</summary>
    private static double PhiOf(double both, double gained, double lost, double neither, int pairs)
    {
        double margins = (both + gained) * (lost + neither) * (both + lost) * (gained + neither);
        if (margins == 0) return 0;
        double product = both * neither - gained * lost;
        return (product > 0 ? Math.Max(product - pairs / 2.0, 0) : product) / Math.Sqrt(margins);
    }
}
