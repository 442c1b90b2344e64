using RealtimeEvals.Adapters;
using RealtimeEvals.Statistics;
using Xunit;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Values of other sources, held to nine digits.</summary>
internal static class Stated
{
    /// <summary>The distributions that the program uses.</summary>
    public static IDistributions Distributions => AdapterServices.Distributions;

    /// <summary>Fails where a value is not the expected one.</summary>
    public static void Equal(double expected, double? actual) =>
        Assert.True(Math.Abs(expected - actual!.Value) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{expected:R} is {actual:R}");

    /// <summary>Fails where an interval is not the expected one.</summary>
    public static void Equal(double low, double high, Interval? actual)
    {
        Equal(low, actual!.Value.Low);
        Equal(high, actual.Value.High);
    }
}
