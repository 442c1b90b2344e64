using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Audio;
using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Services;

/// <summary>
/// A service that only keeps time: it listens to nothing, answers each request with so many audio deltas of 100 ms after a fixed wait, and
/// tells its own stamps. It does so little that the machine is left to the client that is measured.
/// </summary>
/// <param name="wait">From a request to its answer.</param>
/// <param name="deltas">The audio deltas of an answer.</param>
internal sealed class ClockService(TimeSpan wait, int deltas)
{
    private const string Session = """{"id":"sess_clock","object":"realtime.session","type":"realtime"}""";

    private static readonly byte[] Created = Utf8($$"""{"type":"session.created","event_id":"e1","session":{{Session}} }""");

    private static readonly byte[] Updated = Utf8($$"""{"type":"session.updated","event_id":"e2","session":{{Session}} }""");

    private static readonly byte[] Begun = Utf8(
        """{"type":"response.created","event_id":"e3","response":{"id":"resp_1","object":"realtime.response","status":"in_progress"} }""");

    private static readonly byte[] Done = Utf8(
        """
        {"type":"response.done","event_id":"e4","response":{"id":"resp_1","object":"realtime.response","status":"completed",
        "output":[{"id":"item_1","object":"realtime.item","type":"message","role":"assistant","status":"completed",
        "content":[{"type":"output_audio","transcript":"tick"}]}],"usage":{"total_tokens":2,"input_tokens":1,"output_tokens":1} } }
        """);

    private static readonly string Audio = Convert.ToBase64String(new byte[4_800]);

    /// <summary>Serves until the process ends; says its endpoint first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication app = builder.Build();
        app.UseWebSockets();
        app.Run(context => context.WebSockets.IsWebSocketRequest ? ServeAsync(context) : SpeakAsync(context));
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"{app.Urls.First().Replace("http", "ws", StringComparison.Ordinal)}/clock/v1/realtime");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Delta(string eventId) => Utf8(
        $$"""
        {"type":"response.output_audio.delta","event_id":"{{eventId}}","response_id":"resp_1","item_id":"item_1",
        "output_index":0,"content_index":0,"delta":"{{Audio}}"}
        """);

    /// <summary>Answers a request for speech: a second of a tone.</summary>
    private static async Task SpeakAsync(HttpContext context)
    {
        byte[] tone = PcmSamples.Encode(
            [.. Enumerable.Range(0, 24_000).Select(static n => (short)(3_000 * Math.Sin(0.05 * n)))], AudioEncoding.Pcm16);
        context.Response.ContentType = "audio/pcm";
        await context.Response.Body.WriteAsync(tone, context.RequestAborted);
    }

    private async Task ServeAsync(HttpContext context)
    {
        string? protocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault();
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        byte[] buffer = new byte[64 * 1024];
        await SendAsync(socket, Created);
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), context.RequestAborted);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            long arrivedAt = Stopwatch.GetTimestamp();
            if (part.MessageType == WebSocketMessageType.Close) break;
            ReadOnlyMemory<byte> head = buffer.AsMemory(0, Math.Min(length, 200));
            if (Has(head, "session.update")) await SendAsync(socket, Updated);
            else if (Has(head, "response.create")) await AnswerAsync(socket, arrivedAt);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private async Task AnswerAsync(WebSocket socket, long askedAt)
    {
        await SendAsync(socket, Begun);
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
        byte[] plain = Delta("e5");
        for (int delta = 0; delta < deltas; delta++)
        {
            // The stamp is taken as late as can be told in what is sent.
            await SendAsync(socket, delta == 0 ? Delta(new ServiceTimes(askedAt, Stopwatch.GetTimestamp()).ToEventId()) : plain);
        }

        await SendAsync(socket, Done);
    }

    private static bool Has(ReadOnlyMemory<byte> head, string type) =>
        head.Span.IndexOf(Utf8($"\"{type}\"")) >= 0;

    private static Task SendAsync(WebSocket socket, byte[] message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
