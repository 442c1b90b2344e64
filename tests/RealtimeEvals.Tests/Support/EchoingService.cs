using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A service on loopback that sends the key that it was sent back wherever it can, in every spelling, whole and in parts.
/// </summary>
public sealed class EchoingService : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly bool _refuses;

    /// <param name="refuses">Whether it refuses every request but a socket, whose turns it ends with an error.</param>
    public EchoingService(bool refuses)
    {
        _refuses = refuses;
        _server = new LoopbackServer(ServeAsync);
    }

    /// <summary>The row that a hosted run tells of.</summary>
    public string HostedPrompt { get; init; } = "";

    public string BaseAddress => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_server.Port}/v1");

    /// <summary>Method and path of every request so far.</summary>
    public IEnumerable<string> Requests => _server.Requests;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The key in every spelling, as it stands in a JSON string.</summary>
    private static string Everything(string key) => string.Join(" and ", SecretSpelling.All.Values.Select(spell => spell(key)));

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string KeyOf(HttpListenerContext context) =>
        (context.Request.Headers["api-key"] ?? context.Request.Headers["Authorization"]!["Bearer ".Length..]).Trim();

    private async Task ServeAsync(HttpListenerContext context, CancellationToken stop)
    {
        string key = KeyOf(context);
        context.Response.AddHeader("x-request-id", key);
        context.Response.AddHeader("x-key", key);
        string path = context.Request.Url!.AbsolutePath;
        if (context.Request.IsWebSocketRequest) await ListenAsync(context, key, stop);
        else if (_refuses)
        {
            await LoopbackServer.RefuseAsync(
                context,
                400,
                $$$"""{"error":{"message":"Bad key: {{{Everything(key)}}}","type":"{{{key}}}","code":"{{{key}}}","param":"{{{key}}}"}}""");
        }
        else if (path.EndsWith("/speech", StringComparison.Ordinal)) await SpeakAsync(context, key, stop);
        else await LoopbackServer.RefuseAsync(context, 200, Answer(context, path, Everything(key), key));
    }

    /// <summary>A second of sound with the key in it.</summary>
    private static async Task SpeakAsync(HttpListenerContext context, string key, CancellationToken stop)
    {
        context.Response.ContentType = "application/octet-stream";
        await context.Response.OutputStream.WriteAsync(Sound(key), stop);
        context.Response.Close();
    }

    private static byte[] Sound(string key)
    {
        byte[] sound = new byte[48_000];
        for (int sample = 0; sample < sound.Length / 2; sample++)
        {
            BitConverter.TryWriteBytes(sound.AsSpan(2 * sample), (short)(6_000 * Math.Sin(sample / 8.0)));
        }

        Encoding.ASCII.GetBytes($"{key}{key}").CopyTo(sound, 2_000);
        return sound;
    }

    private string Answer(HttpListenerContext context, string path, string everything, string key)
    {
        string prefix = path.EndsWith("/runs", StringComparison.Ordinal) || context.Request.HttpMethod == "POST" ? "x-" : "";
        string shared = $$$"""
            "id":"{{{prefix}}}{{{key}}}","status":"completed","model":"{{{key}}}",
            """ + $$$"""
            "report_url":"https://reports.invalid/?token={{{key}}}","text":"{{{everything}}}",
            "result_counts":{"total":1,"passed":1,"failed":0,"errored":0,"{{{key}}}":1}
            """;
        string verdict =
            Quote(JsonSerializer.Serialize(new { grade = 1, rationale = JsonSerializer.Deserialize<string>($"\"{everything}\"") }))[1..^1];
        return $$$"""
            {{{{shared}}},"output":[{"type":"message","content":[{"type":"output_text","text":"{{{verdict}}}"}]}],
            "choices":[{"finish_reason":"stop","message":{"content":"{{{everything}}}","refusal":"{{{everything}}}"}}],"has_more":false,
            "data":[{"id":"{{{key}}}","status":"{{{key}}}","datasource_item":{"item":{"prompt":{{{Quote(HostedPrompt)}}}}},
            """ + $$$"""
            "sample":{"model":"{{{key}}}","output":[{"role":"assistant","content":"{{{everything}}}"}]}}]}
            """;
    }

    private async Task ListenAsync(HttpListenerContext context, string key, CancellationToken stop)
    {
        using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        await LoopbackServer.SendAsync(socket, $$$"""{"type":"session.created","session":{"id":"{{{key}}}","model":"{{{key}}}"}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(
            socket,
            $$$"""{"type":"session.updated","session":{"id":"{{{key}}}","model":"{{{key}}}","instructions":"{{{Everything(key)}}}"}}""",
            stop);
        for (int turn = 1; await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop); turn++)
        {
            foreach (string sent in Turn(key, turn)) await LoopbackServer.SendAsync(socket, sent, stop);
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, key, stop);
    }

    private IEnumerable<string> Turn(string key, int turn)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{turn}-{key}");
        string everything = Everything(key);
        string said = JsonSerializer.Deserialize<string>($"\"{everything}\"")!;
        string ofMessage = $"\"response_id\":\"r{id}\",\"item_id\":\"i{id}\"";
        string ofCall = $"\"response_id\":\"r{id}\",\"item_id\":\"f{id}\",\"call_id\":\"c{id}\"";
        yield return $$$"""{"type":"response.created","response":{"id":"r{{{id}}}"}}""";
        yield return $$$"""{"type":"unknown.{{{key}}}","{{{key}}}":"{{{everything}}}"}""";
        foreach (char[] part in said.Chunk(3))
        {
            yield return $$$"""{"type":"response.output_audio_transcript.delta",{{{ofMessage}}},"delta":{{{Quote(new string(part))}}}}""";
        }

        foreach (char[] part in key.Chunk(1))
        {
            yield return $$$"""{"type":"response.output_text.delta","response_id":"r{{{id}}}","item_id":"t{{{id}}}","delta":"""
                + $$$"""{{{Quote(new string(part))}}}}""";
        }

        foreach (char[] part in $"{{\"k\":{Quote(everything)}}}".Chunk(7))
        {
            yield return $$$"""{"type":"response.function_call_arguments.delta",{{{ofCall}}},"delta":{{{Quote(new string(part))}}}}""";
        }

        foreach (byte[] part in Sound(key).Chunk(333))
        {
            yield return $$$"""{"type":"response.output_audio.delta",{{{ofMessage}}},"delta":"{{{Convert.ToBase64String(part)}}}"}""";
        }

        if (_refuses)
        {
            yield return """{"type":"error","error":"""
                + $$$"""{"type":"{{{key}}}","code":"{{{key}}}","message":"Your key is {{{everything}}}","event_id":"{{{key}}}"}}""";
            yield break;
        }

        string call =
            $$$"""{"id":"f{{{id}}}","type":"function_call","call_id":"c{{{id}}}","name":"tool_{{{key}}}","arguments":"""
            + $$$"""{{{Quote($"{{\"k\":\"{everything}\"}}")}}}}""";
        string message = $$$"""{"id":"i{{{id}}}","type":"message","content":[{"type":"output_audio","transcript":"{{{everything}}}"}]}""";
        yield return $$$"""{"type":"response.output_item.done","response_id":"r{{{id}}}","item":{{{call}}}}""";
        yield return $$$"""{"type":"response.done","response":{"id":"r{{{id}}}","status":"completed","output":"""
            + $$$"""[{{{message}}},{{{call}}}],"usage":{"{{{key}}}":1} }}""";
    }
}
