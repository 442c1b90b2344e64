using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Realtime;

/// <summary>What the sandbox says and takes at the address of Azure's preview.</summary>
public sealed class PreviewFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Session_is_flat_and_an_update_is_merged()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(Preview.AddressOf(sandbox));

        JsonElement created = client.Created.GetProperty("session");
        Assert.Equal(
            [
                "expires_at", "id", "input_audio_format", "input_audio_noise_reduction", "input_audio_transcription", "instructions",
                "max_response_output_tokens", "modalities", "model", "object", "output_audio_format", "speed", "temperature", "tool_choice",
                "tools", "tracing", "turn_detection", "voice",
            ],
            created.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("x", "pcm16", 0.8), (Text(created, "model"), Text(created, "input_audio_format"), Number(created, "temperature")));

        JsonElement session = await UpdateAsync(
            client,
            """
            "instructions":"Be kind.","voice":"alloy","modalities":["text"],
            "input_audio_format":"g711_ulaw","output_audio_format":"g711_alaw",
            "turn_detection":{"type":"server_vad","silence_duration_ms":700},"temperature":0.7,"max_response_output_tokens":100,
            "input_audio_transcription":{"model":"whisper-1"},"speed":1.2
            """);
        Assert.Equal(
            ("Be kind.", "alloy", "g711_ulaw", "g711_alaw"),
            (
                Text(session, "instructions"), Text(session, "voice"),
                Text(session, "input_audio_format"), Text(session, "output_audio_format")));
        Assert.Equal(
            ("""["text"]""", 0.7, 100, 1.2),
            (
                session.GetProperty("modalities").GetRawText(), Number(session, "temperature"),
                Number(session, "max_response_output_tokens"), Number(session, "speed")));
        Assert.Equal(700, Number(session.GetProperty("turn_detection"), "silence_duration_ms"));
        Assert.Equal("alloy", Text(await UpdateAsync(client, "\"turn_detection\":null"), "voice"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("unknown_parameter", "session.type", "\"type\":\"realtime\"")]
    [InlineData("unknown_parameter", "session.output_modalities", "\"output_modalities\":[\"audio\"]")]
    [InlineData("unknown_parameter", "session.audio", "\"audio\":{}")]
    [InlineData("invalid_value", "session.modalities", "\"modalities\":[\"audio\"]")]
    [InlineData("invalid_value", "session.modalities[0]", "\"modalities\":[\"smell\"]")]
    [InlineData("invalid_value", "session.input_audio_format", "\"input_audio_format\":\"audio/pcm\"")]
    [InlineData("unknown_parameter", "session.turn_detection.idle_timeout_ms",
        "\"turn_detection\":{\"type\":\"server_vad\",\"idle_timeout_ms\":6000}")]
    [InlineData("invalid_value", "session.temperature", "\"temperature\":2")]
    [InlineData("invalid_value", "session.tool_choice", "\"tool_choice\":{\"type\":\"function\",\"name\":\"gone\"}")]
    public async Task Session_in_another_form_is_refused(string code, string param, string fields)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(Preview.AddressOf(sandbox));

        JsonElement error = (await client.AskAsync($$$"""{"type":"session.update","session":{{{{fields}}}}}""")).GetProperty("error");

        Assert.Equal((code, param), (Text(error, "code"), Text(error, "param")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_has_the_names_of_the_beta()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(Preview.AddressOf(sandbox));
        await UpdateAsync(client, "\"turn_detection\":null");
        await SayAsync(client, "Hello there, thanks.");

        IReadOnlyList<JsonElement> events = await client.RespondAsync("""{"output_audio_format":"g711_ulaw","voice":"echo"}""");

        Assert.Equal(
            [
                "response.created", "response.output_item.added", "conversation.item.created", "response.content_part.added",
                "response.audio_transcript.delta", "response.audio.delta", "response.audio.done", "response.audio_transcript.done",
                "response.content_part.done", "response.output_item.done", "response.done",
            ],
            events.Select(RawClient.TypeOf).Distinct(StringComparer.Ordinal));
        JsonElement response = events[^1].GetProperty("response");
        Assert.Equal(
            ("g711_ulaw", "echo", "inf", """["text","audio"]"""),
            (
                Text(response, "output_audio_format"), Text(response, "voice"),
                Text(response, "max_output_tokens"), response.GetProperty("modalities").GetRawText()));
        Assert.False(response.TryGetProperty("audio", out _) || response.TryGetProperty("output_modalities", out _));
        Assert.Equal("audio", Text(response.GetProperty("output")[0].GetProperty("content")[0], "type"));
        Assert.True(response.GetProperty("usage").GetProperty("output_tokens").GetInt32() > 0);

        // The voice is frozen once it has been heard; the refusal names the place in this form.
        JsonElement frozen = await client.AskAsync("""{"type":"session.update","session":{"voice":"alloy"}}""");
        Assert.Equal("session.voice", Text(frozen.GetProperty("error"), "param"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Written_response_and_call_have_them_too()
    {
        const string Tool = """{"type":"function","name":"order_status","parameters":{"type":"object","properties":{}}}""";
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(Preview.AddressOf(sandbox));
        await client.AskAsync(
            """
            {"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"text","text":"Yes?"}]}}
            """);

        IReadOnlyList<JsonElement> written = await client.RespondAsync("""{"modalities":["text"]}""");
        IReadOnlyList<JsonElement> called = await client.RespondAsync($$"""{"tools":[{{Tool}}],"tool_choice":"required"}""");

        string[] types = [.. written.Select(RawClient.TypeOf)];
        Assert.Contains("response.text.delta", types, StringComparer.Ordinal);
        Assert.Contains("response.text.done", types, StringComparer.Ordinal);
        JsonElement done = called.Single(one => RawClient.TypeOf(one) == "response.function_call_arguments.done");
        Assert.False(done.TryGetProperty("name", out _));
        Assert.Equal("order_status", Text(called[^1].GetProperty("response").GetProperty("output")[0], "name"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("?deployment=x", HttpStatusCode.NotFound)]
    [InlineData("?api-version=&deployment=x", HttpStatusCode.NotFound)]
    [InlineData("?api-version=2025-04-01-preview", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=2025-04-01-preview&model=gpt-realtime", HttpStatusCode.BadRequest)]
    public async Task Address_without_a_version_or_a_deployment_is_refused(string query, HttpStatusCode status)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Preview.AddressOf(sandbox, query), Stop));

        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_travels_in_Azure_s_header()
    {
        var guarded = new SandboxOptions { RequiredKey = ApiKey.From("k-1") };
        await using SandboxServer sandbox = TestSandbox.Start(guarded);

        await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(Preview.AddressOf(sandbox), "k-2"));
        await using RawClient client = await RawClient.ConnectAsync(Preview.AddressOf(sandbox), "k-1");

        Assert.Equal("session.created", RawClient.TypeOf(client.Created));
    }

    private static async Task SayAsync(RawClient client, string text)
    {
        await client.AppendAsync(RawClient.Speech(text, AudioFormat.Pcm24K), AudioFormat.Pcm24K);
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
        await client.ReceiveUntilAsync("conversation.item.created");
    }

    private static async Task<JsonElement> UpdateAsync(RawClient client, string fields)
    {
        JsonElement answer = await client.AskAsync($$$"""{"type":"session.update","session":{{{{fields}}}}}""");
        Assert.Equal("session.updated", RawClient.TypeOf(answer));
        return answer.GetProperty("session");
    }

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    private static double Number(JsonElement parent, string name) => parent.GetProperty(name).GetDouble();
}
