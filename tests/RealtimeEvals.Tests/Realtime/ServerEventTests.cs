using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class ServerEventTests
{
    private static readonly Gen<string> JsonLike =
        from parts in Gen.Elements(
            "{", "}", "[", "]", ":", ",", "\"type\"", "\"delta\"", "\"name\"",
            "\"response.output_audio.delta\"", "\"response.done\"", "\"AAAA\"", "\"\\ud800\"", "\"\\u0074ype\"",
            "\"\\udc00abc\"", "\"\\q\"", "\"", "\\", "1", "-", "1e", "null", "true", " ", "\n",
            "\0", "é", "{\"type\":\"x\"}", "{\"type\":", "\"a\":", ",\"delta\":\"x\"").ListOf()
        select string.Concat(parts);

    [Theory]
    [InlineData("response.output_audio.delta", ServerEventKind.AudioDelta)]
    [InlineData("response.output_audio_transcript.delta", ServerEventKind.TranscriptDelta)]
    [InlineData("response.output_audio_transcript.done", ServerEventKind.TranscriptDone)]
    [InlineData("response.output_text.delta", ServerEventKind.TextDelta)]
    [InlineData("response.output_text.done", ServerEventKind.TextDone)]
    [InlineData("response.function_call_arguments.delta", ServerEventKind.ArgumentsDelta)]
    [InlineData("response.function_call_arguments.done", ServerEventKind.ArgumentsDone)]
    [InlineData("response.output_item.added", ServerEventKind.OutputItem)]
    [InlineData("response.output_item.done", ServerEventKind.OutputItemDone)]
    [InlineData("conversation.item.added", ServerEventKind.ConversationItem)]
    [InlineData("conversation.item.done", ServerEventKind.ConversationItemDone)]
    [InlineData("conversation.item.created", ServerEventKind.ConversationItem)]
    [InlineData("conversation.item.deleted", ServerEventKind.Other)]
    [InlineData("response.audio.delta", ServerEventKind.AudioDelta)]
    [InlineData("response.audio_transcript.delta", ServerEventKind.TranscriptDelta)]
    [InlineData("response.audio_transcript.done", ServerEventKind.TranscriptDone)]
    [InlineData("response.text.delta", ServerEventKind.TextDelta)]
    [InlineData("response.text.done", ServerEventKind.TextDone)]
    [InlineData("response.audio.done", ServerEventKind.Other)]
    [InlineData("response.created", ServerEventKind.ResponseCreated)]
    [InlineData("response.done", ServerEventKind.ResponseDone)]
    [InlineData("session.created", ServerEventKind.SessionCreated)]
    [InlineData("session.updated", ServerEventKind.SessionUpdated)]
    [InlineData("error", ServerEventKind.Error)]
    [InlineData("response.output_audio.done", ServerEventKind.Other)]
    [InlineData("Error", ServerEventKind.Other)]
    [InlineData("", ServerEventKind.Other)]
    [InlineData("response\\u002edone", ServerEventKind.ResponseDone)]
    [InlineData("\\u0065rror", ServerEventKind.Error)]
    public void Read_type_gives_its_kind(string type, object kind)
    {
        ServerEvent read = ServerEvent.Read(Given.Utf8($$"""{"event_id":"e","type":"{{type}}"}"""), Given.Ga);

        Assert.Equal(kind, read.Kind);
        Assert.Equal(type, Encoding.UTF8.GetString(read.Type));
    }

    [Fact]
    public void Read_fields_in_any_order_among_unknown_ones()
    {
        byte[] message = Given.Utf8(
            """
            { "delta": "abc", "x": {"type":"error","delta":"inner","a":[{"item_id":"no"}]}, "item_id": "i", "y": [1,[2]], "call_id": "c",
              "response_id": "r", "content_index": 0, "name": "n", "type": "response.output_text.delta", "z": null }

            """);

        ServerEvent read = ServerEvent.Read(message, Given.Ga);

        Assert.Equal(ServerEventKind.TextDelta, read.Kind);
        Assert.Equal("abc", read.PayloadText());
        string[] ids =
        [
            Encoding.UTF8.GetString(read.ItemId),
            Encoding.UTF8.GetString(read.CallId),
            Encoding.UTF8.GetString(read.ResponseId),
            Encoding.UTF8.GetString(read.Name),
        ];
        Assert.Equal(["i", "c", "r", "n"], ids, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("delta")]
    [InlineData("audio")]
    [InlineData("transcript")]
    [InlineData("text")]
    [InlineData("arguments")]
    public void Read_content_of_each_name_is_the_payload(string field) =>
        Assert.Equal("x", ServerEvent.Read(Given.Utf8($$"""{"type":"a","{{field}}":"x"}"""), Given.Ga).PayloadText());

    [Theory]
    [InlineData("plain é 😀", "plain é 😀")]
    [InlineData(@"a\/b \""q\"" \\ \n \t", "a/b \"q\" \\ \n \t")]
    [InlineData(@"\u00e9 \ud83d\ude00", "é 😀")]
    [InlineData("", "")]
    [InlineData(@"\ud800", "\uFFFD")]
    [InlineData(@"before \ud800 after", "before \uFFFD after")]
    [InlineData(@"before \udc00\ud800 after", "before \uFFFD\uFFFD after")]
    public void PayloadText_is_unescaped(string raw, string text) =>
        Assert.Equal(text, ServerEvent.Read(Given.Utf8($$"""{"type":"a","delta":"{{raw}}"}"""), Given.Ga).PayloadText());

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{\"delta\":\"x\"}")]
    [InlineData("[\"x\"]")]
    public void Read_content_that_is_no_string_is_empty(string value)
    {
        ServerEvent read = ServerEvent.Read(
            Given.Utf8($$"""{"type":"response.output_audio.delta","delta":{{value}},"item_id":{{value}}}"""),
            Given.Ga);

        Assert.Equal("", read.PayloadText());
        Assert.True(read.ItemId.IsEmpty);
        Assert.Equal(ServerEventKind.AudioDelta, read.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"type\"")]
    [InlineData("[{\"type\":\"error\"}]")]
    [InlineData("{}")]
    [InlineData("{\"event\":{\"type\":\"error\"}}")]
    [InlineData("{\"Type\":\"error\"}")]
    [InlineData("{\"type\":null}")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":{\"type\":\"error\"}}")]
    [InlineData("{\"type\":\"error\"")]
    [InlineData("{\"type\":\"error\",}")]
    [InlineData("{\"type\":\"error\"} x")]
    [InlineData("{\"type\":\"error\"}{}")]
    [InlineData("{\"type\":\"error\"}\0")]
    [InlineData("{'type':'error'}")]
    [InlineData("{\"type\":\"error\",\"delta\":\"\\q\"}")]
    [InlineData("{\"type\":\"err\nor\"}")]
    [InlineData("\uFEFF{\"type\":\"error\"}")]
    public void Read_anything_else_is_not_an_event(string text) =>
        Assert.ThrowsAny<JsonException>(() => ServerEvent.Read(Given.Utf8(text), Given.Ga));

    [Theory]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"type":"x"}""")]
    [InlineData("""{"type":"error","\udc00":{}}""")]
    public void Read_half_a_surrogate_pair_outside_the_content_is_an_event_or_a_JsonException(string text) => Read(Given.Utf8(text));

    [Fact]
    public void Read_deeply_nested_field_is_refused_and_not_followed() =>
        Assert.ThrowsAny<JsonException>(
            () => ServerEvent.Read(
                Given.Utf8("{\"type\":\"x\",\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}"), Given.Ga));

    [Fact]
    public void Read_any_bytes_throws_nothing_but_JsonException() => Fuzz.ForAll(Fuzz.Bytes, Read, 2_000);

    [Fact]
    public void Read_any_JSON_like_text_throws_nothing_but_JsonException() => Fuzz.ForAll(JsonLike, text => Read(Given.Utf8(text)), 20_000);

    [Fact]
    public void Read_any_object_body_throws_nothing_but_JsonException() =>
        Fuzz.ForAll(JsonLike, text => Read(Given.Utf8("{\"type\":\"error\",\"delta\":\"x\"" + text + "}")), 20_000);

    private static void Read(byte[] message)
    {
        try
        {
            ServerEvent.Read(message, Given.Ga).PayloadText();
        }
        catch (JsonException)
        {
            // The one way to refuse a message.
        }
    }
}
