using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Metrics;

public sealed class LatencyDoubtTests
{
    private static readonly CrawlResult[] Results =
    [
        new() { RunId = "r", CaseId = "c", LatencyFirstAudioMs = 300, LatencyUncertaintyMs = 35.2 },
        new() { RunId = "r", CaseId = "c", LatencyFirstAudioMs = 310, LatencyUncertaintyMs = 5 },
        new() { RunId = "r", CaseId = "c", LatencyFirstAudioMs = 320 },
    ];

    [Theory]
    [InlineData(123.4, 0.0, "123 ms")]
    [InlineData(123.4, 5.0, "123 ms")]
    [InlineData(123.4, 5.1, "123 ms ?")]
    [InlineData(123.4, null, "123 ms")]
    [InlineData(null, 50.0, "")]
    public void Doubtful_latency_is_marked(double? latency, double? uncertainty, string expected) =>
        Assert.Equal(expected, LatencyDoubt.Show(latency, uncertainty, " ms"));

    [Fact]
    public void Run_warns_of_latencies_of_a_service_that_a_busy_machine_measured()
    {
        var sink = new CollectingSink();

        LatencyDoubt.Tell(RunFigures.Of(Results), "api.openai.com", sink);

        string warning = Assert.Single(sink.Warnings);
        Assert.Contains("too busy to measure 1 of 2 latencies: up to 35 ms", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_counts_uncertain_latencies_and_does_not_know_how_many_where_no_result_tells()
    {
        RunManifest manifest = new() { RunId = "r", Harness = "crawl", Provider = "api.openai.com", Settings = [] };

        Assert.Equal(1, EvalRunSummary.Of(manifest, "r", RunFigures.Of(Results)).UncertainLatencyCount);
        Assert.Equal(0, EvalRunSummary.Of(manifest, "r", RunFigures.Of(Results[1..])).UncertainLatencyCount);
        Assert.Null(EvalRunSummary.Of(manifest, "r", RunFigures.Of(Results[2..])).UncertainLatencyCount);
    }

    [Fact]
    public void Latencies_of_the_sandbox_are_no_evidence_and_not_warned_of()
    {
        var sink = new CollectingSink();

        LatencyDoubt.Tell(RunFigures.Of(Results), "sandbox", sink);

        Assert.Empty(sink.Warnings);
        Assert.Single(sink.Verboses);
    }
}
