using RealtimeEvals.Metrics;
using Xunit;

namespace RealtimeEvals.Tests.Metrics;

public sealed class StatisticTests
{
    [Fact]
    public void Of_values_in_any_order_interpolates_between_ranks()
    {
        Statistic statistic = Assert.IsType<Statistic>(Statistic.Of([300, null, 100, 400, null, 200]));

        Assert.Equal((4, 250.0, 250.0), (statistic.Count, statistic.Mean, statistic.P50));
        Assert.Equal(385, statistic.P95, 9);
        Assert.Equal(397, statistic.P99, 9);
    }

    [Fact]
    public void Of_one_value_is_that_value_everywhere() => Assert.Equal(new Statistic(1, 7, 7, 7, 7), Statistic.Of([null, 7]));

    [Fact]
    public void Of_no_value_is_null()
    {
        Assert.Null(Statistic.Of([]));
        Assert.Null(Statistic.Of([null, null]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.375, 2.5)]
    [InlineData(1, 5)]
    public void Percentile_of_five_ranks_is_where_it_must_be(double share, double expected) =>
        Assert.Equal(expected, Statistic.Percentile([1, 2, 3, 4, 5], share), 12);
}
