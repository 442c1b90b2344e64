using FsCheck.Fluent;
using RealtimeEvals.Statistics;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Tests and intervals of paired rates.</summary>
public sealed class PairedRateTests
{
    /// <summary>Sums of binomial coefficients in fractions; (1, 7) and (6, 16) are those of Fagerland and others (2013).</summary>
    [Theory]
    [InlineData(1, 7, 9.0 / 128, 5.0 / 128)]
    [InlineData(6, 16, 13757.0 / 262144, 145499.0 / 4194304)]
    [InlineData(3, 9, 299.0 / 2048, 189.0 / 2048)]
    [InlineData(0, 5, 1.0 / 16, 1.0 / 32)]
    [InlineData(0, 6, 1.0 / 32, 1.0 / 64)]
    [InlineData(5, 5, 1, 193.0 / 256)]
    [InlineData(0, 0, 1, 1)]
    public void McNemar_is_the_sum_of_probabilities(int first, int second, double exact, double mid)
    {
        Equal(exact, McNemar.Exact(first, second, Distributions));
        Equal(exact, McNemar.Exact(second, first, Distributions));
        Equal(mid, McNemar.MidP(first, second, Distributions));
        Equal(mid, McNemar.MidP(second, first, Distributions));
    }

    [Fact]
    public void Below_six_pairs_that_differ_nothing_is_significant()
    {
        Assert.True(McNemar.Exact(0, McNemar.LeastDiscordant - 1, Distributions) > 0.05);
        Assert.True(McNemar.Exact(0, McNemar.LeastDiscordant, Distributions) < 0.05);
    }

    /// <summary>The formulas with forty digits; to four digits those of Newcombe and Tango (1998).</summary>
    [Fact]
    public void Intervals_of_a_paired_difference_are_those_of_the_literature()
    {
        Equal(0.056156424841748, 0.32920699540014, NewcombePairedInterval.Of(20, 12, 2, 16));
        Equal(0.061112406186344, 0.34470874828215, TangoInterval.Of(12, 2, 50));
    }

    [Fact]
    public void Intervals_of_a_paired_difference_have_a_width_where_nothing_differs()
    {
        (double low, double high) = TangoInterval.Of(0, 0, 20)!.Value;
        Assert.True(low < -0.1 && high > 0.1);
        (low, high) = NewcombePairedInterval.Of(20, 0, 0, 0)!.Value;
        Assert.True(low < -0.1 && high > 0.1);
        Assert.Null(TangoInterval.Of(0, 0, 0));
        Assert.Null(NewcombePairedInterval.Of(0, 0, 0, 0));
    }

    [Fact]
    public void Swap_of_the_runs_mirrors_the_intervals() => Fuzz.ForAll(
        Gen.Choose(0, 40).ListOf(4).Where(counts => counts.Sum() > 0),
        counts =>
        {
            Interval tango = TangoInterval.Of(counts[1], counts[2], counts.Sum())!.Value;
            Interval swapped = TangoInterval.Of(counts[2], counts[1], counts.Sum())!.Value;
            Equal(-swapped.High, -swapped.Low, tango);
            double change = (double)(counts[1] - counts[2]) / counts.Sum();
            Assert.True(tango.Low <= change && change <= tango.High && tango.Low >= -1 && tango.High <= 1 && tango.Low < tango.High);
            Interval newcombe = NewcombePairedInterval.Of(counts[0], counts[1], counts[2], counts[3])!.Value;
            swapped = NewcombePairedInterval.Of(counts[0], counts[2], counts[1], counts[3])!.Value;
            Equal(-swapped.High, -swapped.Low, newcombe);
        },
        300);

    /// <summary>
    /// Every pair of a gained and a lost count, and half of the pairs: fewer pairs never narrow the interval on both sides.
    /// </summary>
    [Fact]
    public void Fewer_pairs_of_the_same_shares_show_less()
    {
        for (int gained = 0; gained <= 12; gained += 2)
        {
            for (int lost = 0; lost <= 12; lost += 2)
            {
                Interval all = TangoInterval.Of(gained, lost, 60)!.Value;
                Interval half = TangoInterval.Of(gained / 2, lost / 2, 30)!.Value;
                Assert.True(half.Low <= all.Low + 1e-12 && half.High >= all.High - 1e-12, $"{gained}, {lost}");
            }
        }
    }

    /// <summary>Pairs of which 15 % get better and 5 % worse: 2,000 comparisons of 40 cases from a seed.</summary>
    [Fact]
    public void Interval_of_a_paired_difference_holds_it_in_simulation()
    {
        var random = new Random(2);
        (int tango, int newcombe) = (0, 0);
        for (int run = 0; run < 2000; run++)
        {
            int[] counts = new int[4];
            for (int pair = 0; pair < 40; pair++)
            {
                double draw = random.NextDouble();
                counts[draw < 0.6 ? 0 : draw < 0.75 ? 1 : draw < 0.8 ? 2 : 3]++;
            }

            if (Holds(TangoInterval.Of(counts[1], counts[2], 40), 0.1)) tango++;
            if (Holds(NewcombePairedInterval.Of(counts[0], counts[1], counts[2], counts[3]), 0.1)) newcombe++;
        }

        Assert.InRange(tango, 1880, 1960);
        Assert.InRange(newcombe, 1880, 1970);
    }

    private static bool Holds(Interval? interval, double value) => interval!.Value.Low <= value && value <= interval.Value.High;
}
