using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pages;

public sealed class LatencyTextTests
{
    [Fact]
    public void Latencies_that_the_machine_was_too_busy_to_measure_are_marked_wherever_they_stand()
    {
        string busy = WrittenReport.Of(hasPlots: true, PlottedCases.Evidence(
            6, (index, row) => row["latency_uncertainty_ms"] = index == 4 ? 12.5 : 0.5));
        string quiet = WrittenReport.Of(hasPlots: true, PlottedCases.Evidence(6, (_, row) => row["latency_uncertainty_ms"] = 0.5));

        Assert.Contains(">348 ms ?</td>", busy, StringComparison.Ordinal);
        Assert.Equal(1, Occurrences(busy, " ms ?</td>"));
        Assert.Contains("n=6, 1 uncertain", busy, StringComparison.Ordinal);
        Assert.Contains("first audio 348 ms ?", busy, StringComparison.Ordinal);
        Assert.Contains("too busy: 1 of 6 turns", busy, StringComparison.Ordinal);
        Assert.DoesNotContain(" ms ?", quiet, StringComparison.Ordinal);
        Assert.DoesNotContain("uncertain", quiet, StringComparison.Ordinal);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
