using RealtimeEvals.Metrics;
using RealtimeEvals.Statistics;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Intervals of means and percentiles, and what k trials show.</summary>
public sealed class MeanAndPercentileTests
{
    /// <summary>1, 2, 3, 4, 10: 4 with t = 2.776445105198 times sqrt(12.5 / 5), with forty digits.</summary>
    [Fact]
    public void Interval_of_a_mean_is_students() =>
        Equal(-0.38994516542542, 8.3899451654254, MeanInterval.Of([1, 2, 3, 4, 10], Distributions));

    [Fact]
    public void Interval_of_one_value_is_none() => Assert.Null(MeanInterval.Of([1], Distributions));

    /// <summary>Ranks from 0 by sums of binomial probabilities with forty digits.</summary>
    [Theory]
    [InlineData(6, 0.5, 0, 5)]
    [InlineData(20, 0.5, 5, 14)]
    [InlineData(72, 0.95, 63, 71)]
    [InlineData(100, 0.95, 89, 99)]
    [InlineData(200, 0.95, 183, 196)]
    public void Interval_of_a_percentile_is_two_of_the_values(int count, double share, int low, int high)
    {
        double[] sorted = [.. Enumerable.Range(0, count).Select(value => (double)value)];

        Assert.Equal(new Interval(low, high), PercentileInterval.Of(sorted, share, Distributions));
    }

    [Fact]
    public void Too_few_values_have_no_bound()
    {
        double[] sorted = [.. Enumerable.Range(0, 71).Select(value => (double)value)];

        Assert.Null(PercentileInterval.Of(sorted, 0.95, Distributions));
        Assert.Null(PercentileInterval.High(sorted, 0.95, Distributions));
        Assert.Equal(62, PercentileInterval.Low(sorted, 0.95, Distributions));
        Assert.Null(PercentileInterval.Of(sorted.AsSpan(0, 5), 0.5, Distributions));
        Assert.Null(PercentileInterval.Of([], 0.5, Distributions));
    }

    /// <summary>Eight trials of which six pass: 1 - 0; of which two pass: 1 - C(6,4)/C(8,4) = 11/14.</summary>
    [Fact]
    public void Pass_at_k_and_pass_hat_k_are_those_of_the_formula()
    {
        Equal(11.0 / 14, PassAtK.Of([(8, 2)], 4).Value);
        Equal(3.0 / 14, PassHatK.Of([(8, 6)], 4).Value);
        Assert.Equal((1, 1), PassAtK.Of([(8, 6)], 4));
        Assert.Equal((null, 0), PassAtK.Of([(3, 3)], 4));
    }

    /// <summary>Without bias: over all outcomes of five trials with a chance of 0.3, the mean is 1 - 0.7^2 exactly.</summary>
    [Fact]
    public void Pass_at_k_has_no_bias()
    {
        double mean = Enumerable.Range(0, 6).Sum(passed =>
            PassAtK.Of([(5, passed)], 2).Value!.Value
            * (Distributions.BinomialCdf(passed, 5, 0.3) - Distributions.BinomialCdf(passed - 1, 5, 0.3)));

        Equal(1 - 0.49, mean);
    }

    [Fact]
    public void Pass_at_k_of_many_trials_is_finite() => Assert.InRange(PassAtK.Of([(5000, 1)], 2500).Value!.Value, 0.5 - 1e-9, 0.5 + 1e-9);
}
