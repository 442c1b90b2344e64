using RealtimeEvals.Statistics;
using Xunit;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>The score interval against values of other sources.</summary>
public sealed class WilsonIntervalTests
{
    /// <summary>
    /// 81 of 263, 15 of 148 and 0 of 20: R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine
    /// 17 (1998), table I, method 3. The others by hand from the formula with ten digits.
    /// </summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(17, 18, 0.7424, 0.9901)]
    [InlineData(18, 18, 0.8241, 1.0000)]
    [InlineData(1, 1, 0.2065, 1.0000)]
    public void Interval_is_that_of_the_literature(int passed, int total, double low, double high)
    {
        Interval interval = WilsonInterval.Of(passed, total)!.Value;

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nothing_counted_gives_none(int total) => Assert.Null(WilsonInterval.Of(0, total));

    [Fact]
    public void Interval_holds_the_share_and_stays_within_0_and_1()
    {
        for (int total = 1; total < 200; total++)
        {
            for (int passed = 0; passed <= total; passed++)
            {
                (double low, double high) = WilsonInterval.Of(passed, total)!.Value;
                double share = (double)passed / total;
                Assert.True(low >= 0 && low <= share && share <= high && high <= 1 && low < high, $"{passed} of {total}: {low} to {high}");
            }
        }
    }
}
