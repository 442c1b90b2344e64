using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class TurnCollectorEndTests
{
    private const string Usage =
        """{"input_tokens":100,"output_tokens":20"""
        + ""","input_token_details":{"text_tokens":60,"audio_tokens":40,"cached_tokens":30"""
        + ""","cached_tokens_details":{"text_tokens":20,"audio_tokens":10}}"""
        + ""","output_token_details":{"text_tokens":5,"audio_tokens":15}}""";

    [Fact]
    public void Apply_usage_of_two_responses_is_summed()
    {
        CollectedTurn turn = Turn.Of(DoneWith("r1", Usage), DoneWith("r2", Usage));

        var expected = new TokenUsage
        {
            InputTokens = 200,
            InputTextTokens = 120,
            InputAudioTokens = 80,
            CachedTokens = 60,
            CachedTextTokens = 40,
            CachedAudioTokens = 20,
            OutputTokens = 40,
            OutputTextTokens = 10,
            OutputAudioTokens = 30,
        };
        Assert.Equal(expected, turn.Usage);
        Assert.Equal(["r1", "r2"], turn.ResponseIds, StringComparer.Ordinal);
        Assert.Equal(2, turn.DoneAt);
    }

    [Fact]
    public void Apply_usage_of_a_response_whose_end_came_twice_counts_once() =>
        Assert.Equal(100, Turn.Of(DoneWith("r1", Usage), DoneWith("r1", Usage)).Usage.InputTokens);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"input_tokens":"5","output_tokens":1.5,"input_token_details":null}""")]
    [InlineData("""{"input_tokens":99999999999}""")]
    public void Apply_usage_that_was_not_reported_is_unknown(string usage) =>
        Assert.Equal(new TokenUsage(), Turn.Of(DoneWith("r1", usage)).Usage);

    [Theory]
    [InlineData(
        "failed",
        """{"type":"failed","error":{"type":"server_error","code":"rate_limit","message":"Too many."}}""",
        "status 'failed': Too many. (server_error, rate_limit)")]
    [InlineData("incomplete", """{"type":"incomplete","reason":"max_output_tokens"}""", "status 'incomplete', reason max_output_tokens")]
    [InlineData("cancelled", """{"reason":"turn_detected"}""", "status 'cancelled', reason turn_detected")]
    [InlineData("in_progress", "null", "status 'in_progress'")]
    [InlineData("Completed", "null", "status 'Completed'")]
    public void Apply_response_that_did_not_complete_fails_the_turn_and_keeps_what_came(string status, string details, string message)
    {
        var collector = new TurnCollector(Given.Ga);
        byte[] done = Given.Utf8(
            $$"""{"type":"response.done","response":{"id":"r1","status":"{{status}}","status_details":{{details}},"usage":{{Usage}} } }""");
        Turn.Apply(collector, "{\"type\":\"response.output_text.delta\",\"item_id\":\"a\",\"delta\":\"Half a\"}"u8.ToArray(), 1);

        var exception = Assert.Throws<RealtimeException>(() => Turn.Apply(collector, done, 2));

        Assert.Equal("response_status", exception.Stage);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.False(collector.IsDone);
        CollectedTurn turn = collector.Snapshot();
        Assert.Equal(("Half a", 100, "r1", null), (turn.Text, turn.Usage.InputTokens, turn.ResponseIds.ToString(), turn.DoneAt));
    }

    [Theory]
    [InlineData("""{"type":"response.done"}""")]
    [InlineData("""{"type":"response.done","response":null}""")]
    [InlineData("""{"type":"response.done","response":{"output":{}}}""")]
    public void Apply_response_without_a_status_fails_the_turn(string done) =>
        Assert.Contains("'(none)'", Assert.Throws<RealtimeException>(() => Turn.Of(done)).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_response_ids_are_those_of_both_its_ends_once_each() =>
        Assert.Equal(
            ["r1"],
            Turn.Of(
                """{"type":"response.created","response":{"id":"r1"}}""",
                "{\"type\":\"response.created\",\"response\":{}}",
                Turn.Done()).ResponseIds,
            StringComparer.Ordinal);

    [Fact]
    public void Apply_turn_without_an_end_is_not_done()
    {
        var collector = new TurnCollector(Given.Ga);
        collector.Ask(7);
        Turn.Apply(collector, "{\"type\":\"response.created\",\"response\":{\"id\":\"r1\"}}"u8.ToArray(), 8);
        Turn.Apply(collector, "{\"type\":\"response.output_audio.done\"}"u8.ToArray(), 9);
        Turn.Apply(collector, "{\"type\":\"some.future.event\",\"response\":{\"id\":\"r9\"}}"u8.ToArray(), 10);

        Assert.False(collector.IsDone);
        CollectedTurn turn = collector.Snapshot();
        Assert.Equal((7L, null, "r1"), (turn.RequestedAt, turn.DoneAt, turn.ResponseIds.ToString()));
    }

    private static string DoneWith(string id, string usage) =>
        $$"""{"type":"response.done","response":{"id":"{{id}}","status":"completed","output":[],"usage":{{usage}} } }""";
}
