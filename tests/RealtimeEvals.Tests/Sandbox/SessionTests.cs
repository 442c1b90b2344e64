using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class SessionTests
{
    [Fact(Timeout = 300_000)]
    public async Task Session_begins_with_session_created_and_the_service_s_defaults()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        Assert.Equal("session.created", RawClient.TypeOf(client.Created));
        Assert.NotEmpty(client.Created.GetProperty("event_id").GetString()!);
        JsonElement session = client.Created.GetProperty("session");
        Assert.Equal(
            ("realtime", "realtime.session", "gpt-realtime-2.1"),
            (Text(session, "type"), Text(session, "object"), Text(session, "model")));
        Assert.StartsWith("sess_sandbox_", Text(session, "id"), StringComparison.Ordinal);
        Assert.Equal(
            ("auto", "inf", "auto"),
            (Text(session, "tool_choice"), Text(session, "max_output_tokens"), Text(session, "truncation")));
        Assert.Equal("""["audio"]""", session.GetProperty("output_modalities").GetRawText());
        Assert.Equal(0, session.GetProperty("tools").GetArrayLength());
        Assert.True(session.GetProperty("expires_at").GetInt64() > 0);

        JsonElement input = session.GetProperty("audio").GetProperty("input");
        JsonElement output = session.GetProperty("audio").GetProperty("output");
        Assert.Equal("""{"type":"audio/pcm","rate":24000}""", input.GetProperty("format").GetRawText());
        Assert.Equal("""{"type":"audio/pcm","rate":24000}""", output.GetProperty("format").GetRawText());
        Assert.Equal(
            ("server_vad", 0.5, 300),
            (
                Text(input.GetProperty("turn_detection"), "type"),
                input.GetProperty("turn_detection").GetProperty("threshold").GetDouble(),
                input.GetProperty("turn_detection").GetProperty("prefix_padding_ms").GetInt32()));
        Assert.Equal(JsonValueKind.Null, input.GetProperty("transcription").ValueKind);
        Assert.Equal(("marin", 1.0), (Text(output, "voice"), output.GetProperty("speed").GetDouble()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Update_merges_what_it_names_and_shows_the_whole_session()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        await client.UpdateAsync("\"instructions\":\"Be kind.\",\"audio\":{\"output\":{\"voice\":\"cedar\"}}");
        JsonElement session = await client.UpdateAsync(
            "\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"},\"turn_detection\":null}}");

        JsonElement audio = session.GetProperty("audio");
        Assert.Equal(("Be kind.", "cedar"), (Text(session, "instructions"), Text(audio.GetProperty("output"), "voice")));
        Assert.Equal("""{"type":"audio/pcmu"}""", audio.GetProperty("input").GetProperty("format").GetRawText());
        Assert.Equal(JsonValueKind.Null, audio.GetProperty("input").GetProperty("turn_detection").ValueKind);
        Assert.Equal(24_000, audio.GetProperty("output").GetProperty("format").GetProperty("rate").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task Update_that_is_refused_changes_nothing()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync("\"instructions\":\"first\"");

        await client.AskAsync("""{"type":"session.update","session":{"type":"realtime","instructions":"second","voice":"marin"}}""");

        Assert.Equal("first", Text(await client.UpdateAsync("\"tool_choice\":\"auto\""), "instructions"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Event_ids_are_unique_and_audio_is_plain_base64()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync("Hello there, thanks.");
        await client.SendAsync("""{"type":"response.create"}""");

        var ids = new List<string>();
        string message;
        do
        {
            message = await client.ReceiveTextAsync();
            ids.Add(JsonSerializer.Deserialize<JsonElement>(message).GetProperty("event_id").GetString()!);
            Assert.DoesNotContain("\\u002B", message, StringComparison.Ordinal);
        }
        while (!message.Contains("\"response.done\"", StringComparison.Ordinal));

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact(Timeout = 300_000)]
    public async Task Sessions_do_not_share_anything()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient first = await RawClient.ConnectAsync(sandbox);
        await using RawClient second = await RawClient.ConnectAsync(sandbox);

        await first.UpdateAsync("\"instructions\":\"mine\"");
        JsonElement other = await second.UpdateAsync("\"tool_choice\":\"auto\"");

        Assert.Equal("", Text(other, "instructions"));
        Assert.NotEqual(Text(first.Created.GetProperty("session"), "id"), Text(second.Created.GetProperty("session"), "id"));
    }

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}
