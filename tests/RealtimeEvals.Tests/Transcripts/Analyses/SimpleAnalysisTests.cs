using RealtimeEvals.Harness.Measuring;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using Xunit;
using static RealtimeEvals.Tests.Transcripts.Analyses.QualityFixture;

namespace RealtimeEvals.Tests.Transcripts.Analyses;

public sealed class SimpleAnalysisTests
{
    private const string Expected =
        """{"conversation_flow":{"total_turns":5,"interviewer_turns":3,"participant_turns":2,"turn_ratio":"0.67","duration_minutes":1.5}"""
        + ""","participant_engagement":{"avg_response_length":11,"response_rate":0.6666666666666666,"engagement_score":21}}""";

    [Fact(Timeout = 300_000)]
    public async Task Analysis_has_the_shape_of_the_seed_counts_by_turn_and_asks_nobody()
    {
        var talk = new MeasuredConversation(
            "t",
            [
                new SpokenTurn(Speaker.Agent, "One\ntwo\nthree?"),
                new SpokenTurn(Speaker.Participant, "1234567890"),
                new SpokenTurn(Speaker.Agent, "And?"),
                new SpokenTurn(Speaker.Agent, "Still there?"),
                new SpokenTurn(Speaker.Participant, "12345678901"),
            ])
        {
            Duration = TimeSpan.FromSeconds(90),
        };

        (IReadOnlyList<AnalysedConversation> found, CollectingSink sink) = await AnalyseAsync(new QualityOptions(), confirms: false, talk);

        AnalysedConversation one = Assert.Single(found);
        Assert.Empty(sink.Errors);
        Assert.Equal(
            ("simple", false, QualityStatus.Completed, 0m),
            (one.Analysis.Kind, one.Analysis.IsFailed, one.Quality.Status, one.Quality.CostUsd));
        JsonElement json = Given.Json(one.Analysis.Json);
        Assert.Equal(one.Analysis.ComputedAt, json.GetProperty("computed_at").GetDateTimeOffset());
        Assert.Equal(
            ("1.0.0", "simplified_analysis", Expected),
            (
                json.GetProperty("version").GetString(),
                json.GetProperty("source").GetString(),
                json.GetProperty("metrics").GetRawText()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Speaker.Agent, "\"0.00\"", "null", "null")]
    [InlineData(Speaker.Participant, "null", "300", "100")]
    public async Task What_cannot_be_computed_is_null(Speaker speaker, string ratio, string length, string score)
    {
        (IReadOnlyList<AnalysedConversation> found, _) = await AnalyseAsync(
            new QualityOptions(), talks: new MeasuredConversation("t", [new SpokenTurn(speaker, new string('x', 300))]));

        JsonElement metrics = Given.Json(Assert.Single(found).Analysis.Json).GetProperty("metrics");
        JsonElement flow = metrics.GetProperty("conversation_flow");
        JsonElement engagement = metrics.GetProperty("participant_engagement");
        Assert.Equal(
            (ratio, "null", length, score),
            (
                flow.GetProperty("turn_ratio").GetRawText(),
                flow.GetProperty("duration_minutes").GetRawText(),
                engagement.GetProperty("avg_response_length").GetRawText(),
                engagement.GetProperty("engagement_score").GetRawText()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversation_of_nobody_has_no_figure_but_its_counts()
    {
        (IReadOnlyList<AnalysedConversation> found, _) = await AnalyseAsync(new QualityOptions(), talks: new MeasuredConversation("t", []));

        JsonElement metrics = Given.Json(Assert.Single(found).Analysis.Json).GetProperty("metrics");
        Assert.Equal(0, metrics.GetProperty("conversation_flow").GetProperty("total_turns").GetInt32());
        Assert.All(
            metrics.GetProperty("participant_engagement").EnumerateObject(),
            figure => Assert.Equal(JsonValueKind.Null, figure.Value.ValueKind));
    }
}
