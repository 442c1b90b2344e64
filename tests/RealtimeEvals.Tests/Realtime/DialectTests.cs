using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>A dialect is one class: with another one the same client speaks to another service.</summary>
public sealed class DialectTests
{
    private const string Key = "babble-0123456789";

    private readonly ConcurrentQueue<JsonElement> _heard = new();
    private string _handshake = "";

    [Fact(Timeout = 300_000)]
    public async Task Run_in_a_made_up_dialect_is_a_run_like_any_other()
    {
        await using var server = new LoopbackServer(ServeAsync);
        await using var walk = new WalkSetup();
        walk.UseRows(("a", walk.WriteAudio("a.wav", WalkSetup.Hum()[..800])));
        ServiceTarget target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, ApiKey.From(Key));
        walk.Options = walk.Options with { Target = target with { Dialect = new MadeUpDialect() }, Model = "a b" };

        WalkResult result = Assert.Single(await walk.RunAsync());

        Assert.Equal((Outcome.Pass, "Hello.", 7, 250d), (result.Outcome, result.AssistantText, result.Usage.OutputTokens, result.SpeechMs));
        Assert.True(result.LatencyFirstAudioMs >= 0);
        Assert.Equal($"?agent=a%20b {Key} babble", _handshake);
        Assert.Equal(["be", "forget", "hear", "heard", "speak"], _heard.Select(RawClient.TypeOf).Distinct(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Event_log_cuts_the_audio_of_any_dialect()
    {
        await using var server = new LoopbackServer(ServeAsync);
        await using var walk = new WalkSetup();
        walk.UseRows(("a", walk.WriteAudio("a.wav", WalkSetup.Hum())));
        ServiceTarget target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, ApiKey.From(Key));
        walk.Options = walk.Options with { Target = target with { Dialect = new MadeUpDialect() }, ChunkMilliseconds = 500 };

        await walk.RunAsync();

        foreach ((string type, string field) in new[] { ("hear", "audio"), ("sound", "delta") })
        {
            Assert.Contains("...[truncated", walk.Events("a").Of(type)[0].GetProperty(field).GetString(), StringComparison.Ordinal);
        }
    }

    private async Task ServeAsync(HttpListenerContext context, CancellationToken stop)
    {
        System.Collections.Specialized.NameValueCollection headers = context.Request.Headers;
        _handshake = $"{context.Request.Url?.Query} {headers["x-babble"]} {headers["Sec-WebSocket-Protocol"]}";
        using WebSocket socket = (await context.AcceptWebSocketAsync("babble")).WebSocket;
        await LoopbackServer.SendAsync(socket, """{"type":"here","session":{"id":"s","model":"m"}}""", stop);
        byte[] part = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(new ArraySegment<byte>(part), stop);
            if (received.MessageType != WebSocketMessageType.Text) return;
            JsonElement one = JsonSerializer.Deserialize<JsonElement>(part.AsSpan(0, received.Count));
            _heard.Enqueue(one);
            foreach (string answer in AnswersTo(RawClient.TypeOf(one))) await LoopbackServer.SendAsync(socket, answer, stop);
        }
    }

    private static string[] AnswersTo(string type) => type switch
    {
        "be" => ["""{"type":"am","session":{}}"""],
        "speak" =>
        [
            """{"type":"begin","response":{"id":"r"}}""",
            $$"""{"type":"sound","response_id":"r","item_id":"i","delta":"{{Convert.ToBase64String(WalkSetup.Hum())}}"}""",
            """{"type":"words","response_id":"r","item_id":"i","transcript":"Hello."}""",
            """{"type":"end","response":{"id":"r","status":"completed","output":[],"breath":7}}""",
        ],
        _ => [],
    };
}
