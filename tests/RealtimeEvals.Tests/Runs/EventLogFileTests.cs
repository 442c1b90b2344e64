using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.EventLogFixture;

namespace RealtimeEvals.Tests.Runs;

public sealed class EventLogFileTests : IDisposable
{
    private readonly EventLogFixture _file = new();

    [Fact]
    public void Sent_event_is_a_line_with_its_keys_in_order_and_the_event_verbatim()
    {
        string line = Assert.Single(_file.Log(log =>
        {
            _file.Time.Advance(TimeSpan.FromMilliseconds(1.5));
            log.Sent(_file.Time.GetTimestamp(), """{ "type" : "session.update", "x": 1.50, "e":"\u00e9\/é" }"""u8.ToArray());
        }));

        Assert.Equal(
            """{"type":"session.update","event_index":1,"event_time_ms":0.0"""
                + ""","event":{ "type" : "session.update", "x": 1.50, "e":"\u00e9\/é" },"direction":"client","session_time_ms":1.5}""",
            line);
    }

    [Fact]
    public void StartResponse_is_the_zero_of_the_event_times_in_both_directions()
    {
        string[] lines = _file.Log(log =>
        {
            _file.Time.Advance(TimeSpan.FromSeconds(1));
            long early = _file.Time.GetTimestamp();
            log.Received(early, """{"type":"session.created"}"""u8.ToArray(), true);
            _file.Time.Advance(TimeSpan.FromSeconds(1));
            log.StartResponse(_file.Time.GetTimestamp());
            log.Sent(_file.Time.GetTimestamp(), """{"type":"response.create"}"""u8.ToArray());
            log.Received(early, """{"type":"late.read"}"""u8.ToArray(), true);
            _file.Time.Advance(TimeSpan.FromMilliseconds(12.3456));
            log.Received(_file.Time.GetTimestamp(), """{"type":"response.done"}"""u8.ToArray(), true);
        });

        (string, int, double, string, double)[] expected =
        [
            ("session.created", 1, 0, "server", 1_000),
            ("response.create", 2, 0, "client", 2_000),
            ("late.read", 3, 0, "server", 1_000),
            ("response.done", 4, 12.346, "server", 2_012.346),
        ];
        Assert.Equal(expected, lines.Select(Facts));
    }

    [Theory]
    [InlineData("server", "response.output_audio.delta", "delta", 400, "")]
    [InlineData("server", "response.output_audio.delta", "delta", 404, "...[truncated 364 chars]")]
    [InlineData("server", "response.output_audio.delta", "delta", 100_000, "...[truncated 99960 chars]")]
    [InlineData("client", "input_audio_buffer.append", "audio", 1_280, "...[truncated 1240 chars]")]
    public void Sent_or_received_audio_is_cut_after_40_characters_where_it_has_more_than_400_and_the_rest_counted(
        string direction, string type, string field, int characters, string mark)
    {
        string audio = string.Concat(Enumerable.Range(0, characters).Select(i => "ABCDEFGH+/01234"[i % 15]));
        byte[] message = Given.Utf8($$"""{"{{field}}":"{{audio}}","type":"{{type}}","after":"kept"}""");

        string line = Assert.Single(_file.Log(log => Record(log, direction, message)));

        JsonElement logged = Given.Json(line).GetProperty("event");
        Assert.Equal((mark.Length == 0 ? audio : audio[..40]) + mark, logged.GetProperty(field).GetString());
        Assert.Equal("kept", logged.GetProperty("after").GetString());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(35)]
    [InlineData(39)]
    public void Received_audio_with_escapes_is_cut_without_breaking_the_line(int place)
    {
        foreach (string escape in new[] { @"\/", @"\u002b" })
        {
            string audio = new string('A', place) + escape + new string('B', 400);

            string line = Assert.Single(
                _file.Log(log => Record(log, "server", Given.Utf8($$"""{"type":"response.output_audio.delta","delta":"{{audio}}"}"""))));

            Assert.StartsWith(
                new string('A', place),
                Given.Json(line).GetProperty("event").GetProperty("delta").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("response.output_audio_transcript.done", "transcript")]
    [InlineData("response.output_text.delta", "delta")]
    [InlineData("session.updated", "instructions")]
    public void Received_other_long_strings_stay_whole(string type, string field)
    {
        string text = new('x', 5_000);

        string line = Assert.Single(
            _file.Log(log => Record(log, "server", Given.Utf8($$"""{"type":"{{type}}","{{field}}":"{{text}}"}"""))));

        Assert.Equal(text, Given.Json(line).GetProperty("event").GetProperty(field).GetString());
    }

    [Fact]
    public void Received_pretty_printed_event_becomes_one_line()
    {
        string line = Assert.Single(_file.Log(
            log => Record(log, "server", "{\r\n  \"type\": \"x\",\n  \"a\": [\n    1\n  ],\n  \"b\": \"two\\nlines\"\n}\n"u8.ToArray())));

        JsonElement logged = Given.Json(line).GetProperty("event");
        Assert.Equal(
            ("x", 1, "two\nlines"),
            (logged.GetProperty("type").GetString(), logged.GetProperty("a")[0].GetInt32(), logged.GetProperty("b").GetString()));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":\"x\"} trailing \"quotes\"\n")]
    public void Received_malformed_text_is_kept_as_a_string(string text)
    {
        JsonElement line = Given.Json(Assert.Single(_file.Log(log => Record(log, "server", Given.Utf8(text)))));

        Assert.Equal(("malformed", text), (line.GetProperty("type").GetString(), line.GetProperty("event").GetString()));
    }

    [Fact]
    public void Received_text_that_is_not_UTF8_leaves_a_line_of_valid_JSON()
    {
        string line = Assert.Single(_file.Log(log => Record(log, "server", [.. "{\"type\":\"x\",\"a\":\""u8, 0xFF, 0xC3, .. "\"}"u8])));

        Assert.Equal("x", Given.Json(line).GetProperty("type").GetString());
    }

    [Fact]
    public void Received_binary_message_is_recorded_by_its_size()
    {
        JsonElement line = Given.Json(Assert.Single(_file.Log(log => log.Received(0, new byte[] { 1, 2, 3 }, isText: false))));

        Assert.Equal(("binary", 3), (line.GetProperty("type").GetString(), line.GetProperty("event").GetProperty("bytes").GetInt32()));
    }

    public void Dispose() => _file.Dispose();

    private static (string, int, double, string, double) Facts(string line)
    {
        JsonElement read = Given.Json(line);
        return (
            read.GetProperty("type").GetString()!,
            read.GetProperty("event_index").GetInt32(),
            read.GetProperty("event_time_ms").GetDouble(),
            read.GetProperty("direction").GetString()!,
            read.GetProperty("session_time_ms").GetDouble());
    }
}
