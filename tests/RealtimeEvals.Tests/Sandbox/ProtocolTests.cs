using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class ProtocolTests
{
    private const string Beta = "unknown_parameter";

    /// <summary>What is sent; the code and the parameter of the error.</summary>
    public static TheoryData<string, string, string?> Refused => new()
    {
        { """{"type":"session.update","session":{"instructions":"x"}}""", "missing_required_parameter", "session.type" },
        { """{"type":"session.update"}""", "missing_required_parameter", "session" },
        { """{"type":"session.update","session":{"type":"realtime","modalities":["audio","text"]}}""", Beta, "session.modalities" },
        { """{"type":"session.update","session":{"type":"realtime","input_audio_format":"pcm16"}}""", Beta, "session.input_audio_format" },
        { """{"type":"session.update","session":{"type":"realtime","voice":"marin"}}""", Beta, "session.voice" },
        { """{"type":"session.update","session":{"type":"realtime","temperature":0.8}}""", Beta, "session.temperature" },
        {
            """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcm","rate":16000}}}}}""",
            "invalid_value", "session.audio.input.format.rate"
        },
        {
            """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":{"type":"audio/opus"}}}}}""",
            "invalid_value", "session.audio.input.format.type"
        },
        {
            """{"type":"session.update","session":{"type":"realtime","audio":{"output":{"voice":"nobody"}}}}""",
            "invalid_value", "session.audio.output.voice"
        },
        {
            """{"type":"session.update","session":{"type":"realtime","audio":{"output":{"speed":2}}}}""",
            "invalid_value", "session.audio.output.speed"
        },
        {
            """{"type":"session.update","session":{"type":"realtime","max_output_tokens":0}}""",
            "invalid_value", "session.max_output_tokens"
        },
        {
            """{"type":"session.update","session":{"type":"realtime","output_modalities":["audio","text"]}}""",
            "invalid_value", "session.output_modalities"
        },
        { """{"type":"session.update","session":{"type":"realtime","instructions":5}}""", "invalid_type", "session.instructions" },
        { """{"type":"session.refresh"}""", "invalid_value", "type" },
        { """{"event_id":"e"}""", "missing_required_parameter", "type" },
        { """{"type":5}""", "missing_required_parameter", "type" },
        { "[]", "invalid_event", null },
        { "hello", "invalid_event", null },
        { """{"type":"input_audio_buffer.append","audio":"***"}""", "invalid_value", "audio" },
        { """{"type":"input_audio_buffer.append"}""", "missing_required_parameter", "audio" },
        { """{"type":"input_audio_buffer.commit"}""", "input_audio_buffer_commit_empty", null },
        { """{"type":"response.cancel"}""", "response_cancel_not_active", null },
        { """{"type":"response.create","response":{"modalities":["text"]}}""", Beta, "response.modalities" },
        {
            """{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_nowhere","output":"{}"}}""",
            "invalid_tool_call_id", "item.call_id"
        },
        { """{"type":"conversation.item.create","item":{"type":"message","role":"user"}}""", "missing_required_parameter", "item.content" },
        {
            """{"type":"conversation.item.create","item":"""
            + """{"type":"message","role":"assistant","content":[{"type":"output_audio","audio":"AAAA"}]}}""",
            "invalid_value", "item.content[0].type"
        },
        { Tools("""{"type":"function","name":"get.weather"}"""), "invalid_value", "session.tools[0].name" },
        { Tools("""{"type":"function","name":"wetter_für_oslo"}"""), "invalid_value", "session.tools[0].name" },
        { Tools("""{"type":"function","name":"line\nbreak"}"""), "invalid_value", "session.tools[0].name" },
        { Tools("""{"type":"function","name":""}"""), "empty_string", "session.tools[0].name" },
        { Tools($$"""{"type":"function","name":"{{new string('n', 65)}}"}"""), "string_above_max_length", "session.tools[0].name" },
        { Tools("""{"type":"function"}"""), "missing_required_parameter", "session.tools[0].name" },
        { Tools("""{"name":"a"}"""), "missing_required_parameter", "session.tools[0].type" },
        { Tools("""{"type":"web_search"}"""), "invalid_value", "session.tools[0].type" },
        { Tools("""{"type":"mcp"}"""), "missing_required_parameter", "session.tools[0].server_label" },
        {
            Tools("""{"type":"function","name":"a"},{"type":"function","name":"b"},{"type":"function","name":"a"}"""),
            "invalid_value", "session.tools[2].name"
        },
        { Tools("""{"type":"function","name":"a","parameters":[]}"""), "invalid_type", "session.tools[0].parameters" },
        {
            Tools("""{"type":"function","name":"a","parameters":{"type":"string"}}"""),
            "invalid_function_parameters", "session.tools[0].parameters"
        },
        { Tools("""{"type":"function","name":"a","strict":true}"""), Beta, "session.tools[0].strict" },
        {
            """{"type":"session.update","session":{"type":"realtime","tool_choice":{"type":"function","name":"nowhere"}}}""",
            "invalid_value", "session.tool_choice"
        },
        {
            """{"type":"response.create","response":{"tool_choice":{"type":"function","name":"nowhere"}}}""",
            "invalid_value", "response.tool_choice"
        },
        { """{"type":"session.update","session":{"type":"transcription"}}""", "invalid_value", "session.type" },
        {
            """{"type":"session.update","session":"""
            + """{"type":"realtime","audio":{"input":{"turn_detection":{"type":"semantic_vad","threshold":0.5}}}}}""",
            Beta, "session.audio.input.turn_detection.threshold"
        },
        {
            """{"type":"conversation.item.create","item":"""
            + """{"type":"message","role":"assistant","content":[{"type":"input_text","text":"x"}]}}""",
            "invalid_value", "item.content[0].type"
        },
        {
            """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"text","text":"x"}]}}""",
            "invalid_value", "item.content[0].type"
        },
        {
            """{"type":"conversation.item.create","item":"""
            + """{"type":"message","role":"user","content":[{"type":"input_audio","audio":"***"}]}}""",
            "invalid_value", "item.content[0].audio"
        },
        { """{"type":"conversation.item.create","item":{"type":"message","role":"nobody","content":[]}}""", "invalid_value", "item.role" },
        {
            """{"type":"response.create","response":{"input":[{"type":"item_reference","id":"nowhere"}]}}""",
            "item_not_found", "response.input[0].id"
        },
        { """{"type":"response.cancel","response_id":"resp_nowhere"}""", "response_cancel_not_active", null },
        { """{"type":"conversation.item.retrieve","item_id":"item_nowhere"}""", "item_not_found", "item_id" },
        { """{"type":"conversation.item.delete","item_id":"item_nowhere"}""", "item_not_found", "item_id" },
        {
            """{"type":"conversation.item.truncate","item_id":"item_nowhere","content_index":0,"audio_end_ms":0}""",
            "item_not_found", "item_id"
        },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Refused))]
    public async Task Event_that_the_service_refuses_is_answered_with_its_error_and_the_session_goes_on(
        string sent, string code, string? param)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        JsonElement answer = await client.AskAsync(sent);

        Assert.Equal("error", RawClient.TypeOf(answer));
        JsonElement error = answer.GetProperty("error");
        Assert.Equal((code, param, "invalid_request_error"), (Text(error, "code"), Text(error, "param"), Text(error, "type")));
        Assert.NotEmpty(Text(error, "message")!);
        await client.UpdateAsync("\"instructions\":\"still here\"");
    }

    /// <summary>Events that are odd, yet must not end the session, whatever the answer is.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData(
        "fraction of a millisecond",
        """{"type":"conversation.item.truncate","item_id":"item_u","content_index":0,"audio_end_ms":1.5}""")]
    [InlineData("name twice", """{"type":"session.update","session":{"type":"realtime","instructions":"a","instructions":"b"}}""")]
    [InlineData(
        "name twice, deeper",
        """{"type":"session.update","session":"""
        + """{"type":"realtime","audio":{"input":{"noise_reduction":{"type":"near_field","type":"far_field"}}}}}""")]
    [InlineData("half a surrogate pair", """{"type":"session.update","session":{"type":"realtime","instructions":"\ud800"}}""")]
    [InlineData("tool without a name", """{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function"}]}}""")]
    [InlineData(
        "audio item without audio",
        """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_audio"}]}}""")]
    [InlineData("call with two names", """{"type":"conversation.item.create","item":{"type":"function_call","name":"f","name":"g"}}""")]
    [InlineData("no audio", """{"type":"input_audio_buffer.append","audio":""}""")]
    public async Task Event_that_is_odd_leaves_the_session_usable(string oddity, string sent)
    {
        Assert.NotEmpty(oddity);
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SendAsync(
            """{"type":"conversation.item.create","item":"""
            + """{"id":"item_u","type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}}""");
        await client.ReceiveUntilAsync("conversation.item.done");

        await client.SendAsync(sent);
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");

        JsonElement answer;
        do answer = await client.ReceiveAsync();
        while (RawClient.TypeOf(answer) != "input_audio_buffer.cleared");
    }

    [Fact(Timeout = 300_000)]
    public async Task Error_names_the_event_that_it_is_about()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        JsonElement named = await client.AskAsync("""{"type":"response.cancel","event_id":"mine"}""");
        JsonElement nameless = await client.AskAsync("""{"type":"response.cancel"}""");
        JsonElement tooLong = await client.AskAsync($$"""{"type":"input_audio_buffer.clear","event_id":"{{new string('e', 513)}}"}""");
        JsonElement longest = await client.AskAsync($$"""{"type":"input_audio_buffer.clear","event_id":"{{new string('e', 512)}}"}""");

        Assert.Equal("mine", Text(named.GetProperty("error"), "event_id"));
        Assert.Null(Text(nameless.GetProperty("error"), "event_id"));
        Assert.Equal(
            ("string_above_max_length", "event_id"),
            (Text(tooLong.GetProperty("error"), "code"), Text(tooLong.GetProperty("error"), "param")));
        Assert.Equal("input_audio_buffer.cleared", RawClient.TypeOf(longest));
    }

    [Fact(Timeout = 300_000)]
    public async Task Commit_of_less_than_100_ms_is_refused_and_of_100_ms_is_taken()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        await client.SendAsync(Append(4_798));
        JsonElement refused = await client.AskAsync("""{"type":"input_audio_buffer.commit"}""");
        await client.SendAsync(Append(2));
        JsonElement taken = await client.AskAsync("""{"type":"input_audio_buffer.commit"}""");

        Assert.Equal("input_audio_buffer_commit_empty", Text(refused.GetProperty("error"), "code"));
        Assert.Equal("input_audio_buffer.committed", RawClient.TypeOf(taken));

        static string Append(int bytes) =>
            $$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(new byte[bytes])}}"}""";
    }

    private static string Tools(string tools) => $$$"""{"type":"session.update","session":{"type":"realtime","tools":[{{{tools}}}]}}""";

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}
