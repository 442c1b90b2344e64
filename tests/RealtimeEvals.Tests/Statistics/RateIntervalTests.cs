using FsCheck.Fluent;
using RealtimeEvals.Statistics;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Intervals of one rate, of single values and of clusters.</summary>
public sealed class RateIntervalTests
{
    /// <summary>The roots of the incomplete beta function with forty digits; to four digits those of Newcombe (1998), table I.</summary>
    [Theory]
    [InlineData(81, 263, 0.25273674558527, 0.36762192260135)]
    [InlineData(15, 148, 0.057844010083449, 0.16165049034948)]
    [InlineData(0, 20, 0, 0.16843347098309)]
    [InlineData(1, 29, 0.00087264688357992, 0.17764429548872)]
    [InlineData(20, 20, 0.83156652901691, 1)]
    public void Exact_interval_is_that_of_the_literature(int passed, int total, double low, double high) =>
        Equal(low, high, ClopperPearsonInterval.Of(passed, total, Distributions));

    [Fact]
    public void Exact_interval_of_nothing_is_none() => Assert.Null(ClopperPearsonInterval.Of(0, 0, Distributions));

    /// <summary>
    /// The exact interval holds the true share as often as it says, for every share: the sum of probabilities, not a simulation.
    /// </summary>
    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    public void Exact_interval_holds_the_share_at_least_as_often_as_it_says(int total)
    {
        Interval[] intervals = [.. Enumerable.Range(0, total + 1).Select(k => ClopperPearsonInterval.Of(k, total, Distributions)!.Value)];
        for (double share = 0.01; share < 1; share += 0.01)
        {
            double held = Enumerable.Range(0, total + 1)
                .Where(k => intervals[k].Low <= share && share <= intervals[k].High)
                .Sum(k => Distributions.BinomialCdf(k, total, share) - Distributions.BinomialCdf(k - 1, total, share));
            Assert.True(held >= 0.95 - 1e-12, $"{share}: {held}");
        }
    }

    /// <summary>[1,1,1], [0,0,1], [1,0]: the variance is 67/2048, and 201/4096 with the factor 3/2; in fractions.</summary>
    [Fact]
    public void Error_of_clusters_is_that_of_the_formula()
    {
        Cluster[] clusters = [new(3, 3), new(1, 3), new(1, 2)];

        Equal(Math.Sqrt(67.0 / 2048), ClusteredError.Plain(clusters));
        Equal(Math.Sqrt(201.0 / 4096), ClusteredError.Of(clusters));
        Equal(5.0 / 8, ClusteredError.Mean(clusters));
    }

    /// <summary>5/8 with t = 4.3026527297495 for two degrees; effective number 1280/268, both with forty digits.</summary>
    [Fact]
    public void Interval_of_clusters_is_that_of_the_formula()
    {
        Cluster[] clusters = [new(3, 3), new(1, 3), new(1, 2)];

        Equal(-0.32813485177758, 1.5781348517776, ClusteredInterval.OfMean(clusters, Distributions));
        Equal(0.082710172003113, 0.96856008139025, ClusteredInterval.OfRate(clusters, Distributions));
    }

    [Fact]
    public void Clusters_of_one_value_have_the_interval_of_single_values() =>
        Assert.Equal(
            WilsonInterval.Of(17, 20),
            ClusteredInterval.OfRate([.. Enumerable.Range(0, 20).Select(i => new Cluster(i < 17 ? 1 : 0, 1))], Distributions));

    [Fact]
    public void Clusters_that_all_passed_have_a_width() =>
        Equal(0.820319319643, 1, ClusteredInterval.OfRate([.. Enumerable.Repeat(new Cluster(5, 5), 20)], Distributions));

    [Fact]
    public void Mean_of_one_cluster_has_no_interval()
    {
        Assert.Null(ClusteredInterval.OfMean([new(3, 4), new(0, 0)], Distributions));
        Assert.Null(ClusteredInterval.OfRate([], Distributions));
        Assert.Null(ClusteredError.Of([new(3, 4)]));
    }

    /// <summary>Taking out whole cases that passed, or a pass from a case, never raises the lower bound.</summary>
    [Fact]
    public void No_removal_of_passes_raises_the_lower_bound() => Fuzz.ForAll(
        Gen.Choose(0, 4).ListOf(12),
        passes =>
        {
            Cluster[] clusters = [.. passes.Select(passed => new Cluster(passed, 4))];
            double low = ClusteredInterval.OfRate(clusters, Distributions)!.Value.Low;
            double best = ClusteredInterval.OfRate([.. Enumerable.Repeat(new Cluster(4, 4), 12)], Distributions)!.Value.Low;
            Assert.True(low <= best + 1e-12);
            if (passes.All(passed => passed == 4))
            {
                Assert.True(ClusteredInterval.OfRate(clusters[1..], Distributions)!.Value.Low < low);
            }
        },
        200);

    /// <summary>Cases that pass with a chance of their own, five trials each: 1,000 runs from a seed.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void Interval_of_clusters_holds_the_rate_in_simulation(int cases)
    {
        var random = new Random(1);
        int held = 0;
        for (int run = 0; run < 1000; run++)
        {
            Cluster[] clusters =
            [
                .. Enumerable.Range(0, cases).Select(_ =>
                {
                    double chance = random.NextDouble() < 0.5 ? 0.95 : 0.55;
                    return new Cluster(Enumerable.Range(0, 5).Count(_ => random.NextDouble() < chance), 5);
                }),
            ];
            (double low, double high) = ClusteredInterval.OfRate(clusters, Distributions)!.Value;
            if (low <= 0.75 && 0.75 <= high) held++;
        }

        Assert.InRange(held, 935, 1000);
    }
}
