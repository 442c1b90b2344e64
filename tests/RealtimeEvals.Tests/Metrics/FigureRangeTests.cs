using RealtimeEvals.Metrics;
using Xunit;

namespace RealtimeEvals.Tests.Metrics;

public sealed class FigureRangeTests
{
    [Theory]
    [InlineData("latency_first_audio_ms", 0, 86_400_000)]
    [InlineData("LATENCY_FIRST_AUDIO_MS", 0, 86_400_000)]
    [InlineData("end_of_speech_to_first_audio_ms", -600_000, 86_400_000)]
    [InlineData("speech_stop_lag_ms", -600_000, 86_400_000)]
    [InlineData("output_tokens", 0, int.MaxValue)]
    [InlineData("grade", 0, 1)]
    [InlineData("tone_grade", 0, 1)]
    [InlineData("fail_rate", 0, 1)]
    [InlineData("cost_usd", 0, double.MaxValue)]
    [InlineData("turn_count", 0, int.MaxValue)]
    public void Figure_is_held_within_its_range(string name, double minimum, double maximum)
    {
        FigureRange range = FigureRange.Of(name)!;

        Assert.Equal(new FigureRange(minimum, maximum), range);
        Assert.All([minimum, maximum, 1], value => Assert.True(range.Holds(value)));
        Assert.All(
            [Math.BitDecrement(minimum), Math.BitIncrement(maximum), double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1e308],
            value => Assert.False(range.Holds(value)));
    }

    [Theory]
    [InlineData("case_id")]
    [InlineData("outcome")]
    [InlineData("items")]
    [InlineData("")]
    public void Other_names_have_none(string name) => Assert.Null(FigureRange.Of(name));
}
