using RealtimeEvals.Metrics;
using Xunit;

namespace RealtimeEvals.Tests.Metrics;

/// <summary>How a pass rate is shown.</summary>
public sealed class PassRateTextTests
{
    [Theory]
    [InlineData(17, 18, "94.4 % [74, 99] n=18", "█████████░")]
    [InlineData(18, 18, "100.0 % [82, 100] n=18", "██████████")]
    [InlineData(0, 18, "0.0 % [0, 18] n=18", "░░░░░░░░░░")]
    [InlineData(1, 1000, "0.1 % [0.0, 0.6] n=1,000", "█░░░░░░░░░")]
    [InlineData(999, 1000, "99.9 % [99.4, 100.0] n=1,000", "█████████░")]
    [InlineData(1, 2, "50.0 % [9, 91] n=2", "█████░░░░░")]
    [InlineData(0, 0, "n=0", "")]
    public void Rate_is_shown_with_its_interval_and_a_bar(int passed, int total, string text, string bar)
    {
        Assert.Equal(text, PassRateText.Of(passed, total));
        Assert.Equal(bar, PassRateText.Bar(passed, total));
    }
}
