using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Model;

public sealed class CrawlResultTests
{
    private static readonly CrawlResult Full = new()
    {
        RunId = "run",
        CaseId = "001",
        CaseNumber = 7,
        Outcome = Outcome.Fail,
        Grade = 1,
        ToolCallCorrectness = 1,
        ToolCallArgumentCorrectness = 1,
        UserText = "one\ntwo \"é\" 😀",
        AssistantText = "three",
        ExpectedToolCall = "pay",
        ExpectedArguments = "{\"a\":1.50}",
        PredictedToolCall = "look",
        PredictedArguments = "{}",
        ToolCalls = new ValueList<ToolCall>([new ToolCall("look", "{\"broken", "call_1"), new ToolCall("pay", "{}", "call_2")]),
        RepeatedToolCalls = 2,
        FailureStage = "response_error",
        ErrorType = "type",
        ErrorMessage = "message",
        LatencyFirstAudioMs = 0.1 + 0.2,
        LatencyFirstTextMs = 1e-7,
        LatencyResponseDoneMs = 123_456.789,
        EndOfSpeechToFirstAudioMs = -1.5,
        Usage = new TokenUsage { InputTokens = 5, CachedTokens = 0, OutputAudioTokens = 3 },
        CostUsd = 0.00123450m,
        SpeechMs = 3,
        SpeechSha256 = "ab",
        ResponseIds = new ValueList<string>(["r1", "r2"]),
        Model = "m",
        Provider = "sandbox",
        Attempts = 2,
        StartedAt = new DateTimeOffset(2026, 11, 20, 1, 2, 3, 456, TimeSpan.FromHours(2)),
        DurationMs = 9.5,
        RunPath = "/x",
        EventLogPath = "events/001.jsonl",
        InputAudioPath = "audio/001/input.wav",
        OutputAudioPath = "audio/001/output.wav",
    };

    [Fact]
    public void Json_round_trip_keeps_every_value()
    {
        string line = JsonSerializer.Serialize(Full, RunJson.Line);

        Assert.DoesNotContain('\n', line);
        Assert.Equal(Full, JsonSerializer.Deserialize<CrawlResult>(line, RunJson.Line));
    }

    [Fact]
    public void Json_round_trip_keeps_unknown_values_unknown()
    {
        var bare = new CrawlResult { RunId = "r", CaseId = "a" };

        CrawlResult? read = JsonSerializer.Deserialize<CrawlResult>(JsonSerializer.Serialize(bare, RunJson.Line), RunJson.Line);

        Assert.Equal(bare, read);
        Assert.Equal(Outcome.Inconclusive, read?.Outcome);
        Assert.Null(read?.InputTokens);
    }

    [Fact]
    public void Json_is_snake_case_with_the_outcome_as_a_word()
    {
        using JsonDocument json = JsonSerializer.SerializeToDocument(Full, RunJson.Line);

        Assert.Equal("fail", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("call_1", json.RootElement.GetProperty("tool_calls")[0].GetProperty("call_id").GetString());
        Assert.False(json.RootElement.TryGetProperty("input_tokens", out _));
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<CrawlResult>("""{"run_id":"r","case_id":"a","outcome":1}""", RunJson.Line));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CrawlResult>("""{"run_id":"r"}""", RunJson.Line));
    }

    [Theory]
    [InlineData(Outcome.Pass, "001: Pass")]
    [InlineData(Outcome.Fail, "001: Fail, expected pay({\"a\":1.50}), got look({})")]
    [InlineData(Outcome.Error, "001: Error (response_error) message")]
    public void ToString_says_why(Outcome outcome, string text) => Assert.Equal(text, (Full with { Outcome = outcome }).ToString());

    [Fact]
    public void ToString_no_call_is_said_in_words() =>
        Assert.Equal("001: Fail, expected no call, got no call", (Full with { ExpectedToolCall = "", PredictedToolCall = "" }).ToString());

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("", "{}")]
    [InlineData("[1]", "{}")]
    [InlineData("{\"a\":", "{}")]
    [InlineData("null", "{}")]
    public void Arguments_of_a_call_are_an_object_always(string raw, string expected) =>
        Assert.Equal(expected, new ToolCall("t", raw, "1").ParseArguments().GetRawText());

    [Fact]
    public void ToString_of_a_problem_names_the_whole_place()
    {
        Assert.Equal(
            "a.csv, row 3, user_text: blank; expected words.",
            new DataProblem("a.csv", 3, "user_text", "blank", "words").ToString());
        Assert.Equal("a.csv: no such file; expected a file.", new DataProblem("a.csv", null, null, "no such file", "a file").ToString());
    }
}
