using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Clients;

public sealed partial class ServerEventTests
{
    private const string Hours = "What are your opening hours?";
    private const string Tool =
        """{"type":"function","name":"get_weather","description":"d","parameters":"""
        + """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}""";

    /// <summary>Sessions, as configured, that hold turns of every kind.</summary>
    public static TheoryData<string> Sessions => new()
    {
        "\"instructions\":\"Be kind.\"",
        "\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"},\"noise_reduction\":{\"type\":\"near_field\"},"
        + "\"transcription\":{\"model\":\"gpt-transcribe\"}},\"output\":{\"format\":{\"type\":\"audio/pcma\"},\"speed\":1.25}}",
        $"\"tools\":[{Tool}],\"tool_choice\":{{\"type\":\"function\",\"name\":\"get_weather\"}},"
        + "\"parallel_tool_calls\":true,\"max_output_tokens\":400",
        "\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"semantic_vad\"}},"
        + "\"output\":{\"voice\":{\"id\":\"voice_own\"}}},\"output_modalities\":[\"text\"]",
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Sessions))]
    public async Task Every_event_of_a_session_has_the_fields_of_the_protocol(string fields)
    {
        IReadOnlyList<JsonElement> events = await RecordAsync(fields);

        Assert.All(events, one => Assert.Equal("", ServerEventSchema.ProblemOf(one)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_event_that_the_sandbox_can_send_is_in_the_table_and_was_recorded()
    {
        string sources = Path.Combine(Repository.Root, "src", "RealtimeEvals.Sandbox", "Realtime");
        string code = string.Concat(Directory.EnumerateFiles(sources, "*.cs").Select(File.ReadAllText));
        string[] onlyInFaults = ["response.weather_report", "response.padding"];
        IEnumerable<string> sent = EventName().Matches(code).Select(match => match.Groups["type"].Value)
            .Except(onlyInFaults, StringComparer.Ordinal);

        var recorded = new HashSet<string>(StringComparer.Ordinal);
        foreach (string fields in Sessions.Select(row => row.Data))
        {
            recorded.UnionWith((await RecordAsync(fields)).Select(RawClient.TypeOf));
        }

        Assert.Equal(
            ServerEventSchema.Types.Order(StringComparer.Ordinal),
            sent.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(ServerEventSchema.Types.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("status:failed", "failed")]
    [InlineData("status:incomplete", "incomplete")]
    [InlineData("status:cancelled", "cancelled")]
    public async Task Response_that_does_not_complete_has_the_fields_of_the_protocol(string fault, string status)
    {
        await using var sandbox = TestSandbox.Start(fault);
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Hours);

        JsonElement done = (await client.RespondAsync())[^1];

        Assert.Equal(status, done.GetProperty("response").GetProperty("status").GetString());
        Assert.Equal("", ServerEventSchema.ProblemOf(done));
    }

    [Fact(Timeout = 300_000)]
    public async Task Session_that_only_transcribes_has_the_fields_of_the_protocol()
    {
        await using var sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox, "?intent=transcription");
        JsonElement updated = await client.AskAsync(
            """{"type":"session.update","session":{"type":"transcription","audio":"""
            + """{"input":{"transcription":{"model":"gpt-transcribe"},"turn_detection":null}}}}""");

        IReadOnlyList<JsonElement> events =
        [
            client.Created,
            updated,
            .. await client.SayAsync(Hours),
            .. await client.ReceiveUntilAsync("conversation.item.input_audio_transcription.completed"),
        ];

        Assert.All(events, one => Assert.Equal("", ServerEventSchema.ProblemOf(one)));
    }

    /// <summary>Everything that a client is sent in a session that does all there is to do.</summary>
    private static async Task<IReadOnlyList<JsonElement>> RecordAsync(string fields)
    {
        await using var sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        var events = new List<JsonElement> { client.Created };
        await DoAsync($$$"""{"type":"session.update","session":{"type":"realtime",{{{fields}}}}}""", "session.updated");
        AudioFormat format =
            fields.Contains("pcmu", StringComparison.Ordinal) ? new AudioFormat(AudioEncoding.MuLaw, 8_000) : AudioFormat.Pcm24K;
        await client.AppendAsync(RawClient.Speech(Hours, format), format);
        await client.AppendAsync(Enumerable.Repeat(format.SilenceByte, format.BytesIn(TimeSpan.FromSeconds(1))).ToArray(), format);
        await TakeAsync("response.done");
        string heard = events.First(one => RawClient.TypeOf(one) == "input_audio_buffer.committed").GetProperty("item_id").GetString()!;

        await DoAsync(
            """{"type":"session.update","session":{"type":"realtime","audio":"""
            + """{"input":{"turn_detection":null,"transcription":{"model":"gpt-transcribe","language":"en"}}}}}""",
            "session.updated");
        await client.AppendAsync(RawClient.Speech(Hours, format), format);
        await DoAsync("""{"type":"input_audio_buffer.commit"}""", "conversation.item.input_audio_transcription.completed");
        await DoAsync("""{"type":"response.create","response":{"tool_choice":"none","output_modalities":["audio"]}}""", "response.done");
        string said = events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("id").GetString()!;
        await DoAsync(
            """{"type":"response.create","response":"""
            + """{"tool_choice":"none","output_modalities":["text"],"conversation":"none","metadata":{"a":"b"}}}""",
            "response.done");
        await DoAsync($$$"""{"type":"response.create","response":{"tools":[{{{Tool}}}],"tool_choice":"required"}}""", "response.done");
        string call = events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("call_id").GetString()!;
        await DoAsync(
            $$$"""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"{{{call}}}","output":"{}"}}""",
            "conversation.item.done");
        await DoAsync(
            """{"type":"conversation.item.create","item":"""
            + """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"hi"}]}}""",
            "conversation.item.done");
        await DoAsync(
            """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":"""
            + """[{"type":"input_audio","audio":"AAAA"},{"type":"input_text","text":"hi"}]}}""",
            "conversation.item.done");
        await DoAsync(
            $$"""{"type":"conversation.item.truncate","item_id":"{{said}}","content_index":0,"audio_end_ms":20}""",
            "conversation.item.truncated");
        foreach (string id in new[] { heard, said })
        {
            await DoAsync($$"""{"type":"conversation.item.retrieve","item_id":"{{id}}"}""", "conversation.item.retrieved");
        }

        await DoAsync($$"""{"type":"conversation.item.delete","item_id":"{{heard}}"}""", "conversation.item.deleted");
        await DoAsync("""{"type":"input_audio_buffer.clear"}""", "input_audio_buffer.cleared");
        await DoAsync("""{"type":"response.cancel","event_id":"mine"}""", "error");
        return events;

        async Task DoAsync(string sent, string type)
        {
            await client.SendAsync(sent);
            await TakeAsync(type);
        }

        async Task TakeAsync(string type) => events.AddRange(await client.ReceiveUntilAsync(type));
    }

    [GeneratedRegex(
        "(?:endAsync\\(\\s*|\\? |: )\"(?<type>error|(?:session|response|conversation|input_audio_buffer)\\.[a-z_.]+)\"",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EventName();
}
