namespace RealtimeEvals.Statistics;

/// <summary>
/// The score interval of the difference of two paired rates: T. Tango, Equivalence test and confidence interval for the difference in
/// proportions for the paired-sample design, Statistics in Medicine 17 (1998), 891-908.
/// </summary>
internal static class TangoInterval
{
    private const int Halvings = 100;

    /// <summary>Returns the interval of the second rate minus the first at 95 %; null without pairs.</summary>
    /// <param name="gained">Pairs that passed the second time only.</param>
    /// <param name="lost">Pairs that passed the first time only.</param>
    /// <param name="pairs">All pairs.</param>
    public static Interval? Of(int gained, int lost, int pairs) => pairs <= 0
        ? null
        : new Interval(BoundOf(gained, lost, pairs), -BoundOf(lost, gained, pairs));

    /// <summary>Returns the lower bound: the difference whose score is that of the confidence.</summary>
    private static double BoundOf(int gained, int lost, int pairs)
    {
        double inside = (double)(gained - lost) / pairs;
        double outside = -1;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (inside + outside) / 2;
            if (ScoreOf(gained, lost, pairs, middle) < WilsonInterval.Z) inside = middle;
            else outside = middle;
        }

        return inside;
    }

    private static double ScoreOf(double gained, double lost, double pairs, double difference)
    {
        double distance = gained - lost - pairs * difference;
        if (distance <= 0) return 0;
        double linear = -gained - lost + (2 * pairs - gained + lost) * difference;
        double constant = -lost * difference * (1 - difference);
        double share = (Math.Sqrt(Math.Max(0, linear * linear - 8 * pairs * constant)) - linear) / (4 * pairs);
        double variance = pairs * (2 * share + difference * (1 - difference));
        return variance <= 0 ? double.PositiveInfinity : distance / Math.Sqrt(variance);
    }
}
