using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A service on loopback that is not the sandbox, so that it has a price: its interviewer asks on and on, and its participant answers.
/// A turn of the interviewer costs 4 dollars, an answer of the participant one.
/// </summary>
public sealed class InterviewService : IAsyncDisposable
{
    private const int Million = 1_000_000;

    private readonly LoopbackServer _server;
    private int _answers;

    public InterviewService() => _server = new LoopbackServer(ServeAsync);

    /// <summary>Whether the service says how many tokens it took.</summary>
    public bool ReportsUsage { get; init; } = true;

    /// <summary>Method and path of every request so far.</summary>
    public IEnumerable<string> Requests => _server.Requests;

    public ServiceTarget Target => new(
        _server.RealtimeAddress,
        new Uri(FormattableString.Invariant($"http://127.0.0.1:{_server.Port}/v1")),
        "loopback",
        null,
        AuthenticationScheme.Bearer);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task ServeAsync(HttpListenerContext context, CancellationToken stop)
    {
        if (context.Request.IsWebSocketRequest) return AskAsync(context, stop);
        int number = Interlocked.Increment(ref _answers);
        return LoopbackServer.RefuseAsync(context, 200, JsonSerializer.Serialize(new
        {
            id = "resp_1",
            @object = "response",
            status = "completed",
            model = ModelCatalog.Shipped.DefaultParticipantModel,
            output = new[] { new { type = "message", content = new[] { new { type = "output_text", text = Answer(number) } } } },
            usage = ReportsUsage
                ? new { input_tokens = Million, input_tokens_details = new { cached_tokens = 0 }, output_tokens = 0 }
                : null,
        }));
    }

    private static string Answer(int number) => FormattableString.Invariant($"I have {number} of them.");

    private async Task AskAsync(HttpListenerContext context, CancellationToken stop)
    {
        using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        await LoopbackServer.SendAsync(
            socket,
            $$$"""{"type":"session.created","session":{"id":"sess_1","model":"{{{ModelCatalog.Shipped.DefaultRealtimeModel}}}"}}""",
            stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
        for (int turn = 1; await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop); turn++)
        {
            string id = FormattableString.Invariant($"r{turn}");
            await LoopbackServer.SendAsync(socket, ScriptedService.Created(id), stop);
            await LoopbackServer.SendAsync(socket, Done(id, FormattableString.Invariant($"How many are in box {turn}?")), stop);
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", stop);
    }

    private string Done(string id, string text)
    {
        string usage = ReportsUsage
            ? FormattableString.Invariant($$"""
                {"input_tokens":{{Million}},"output_tokens":0,
                "input_token_details":{"text_tokens":{{Million}},"audio_tokens":0,"cached_tokens":0},
                "output_token_details":{"text_tokens":0,"audio_tokens":0} }
                """)
            : "null";
        return $$"""{"type":"response.done","response":{"id":"{{id}}","status":"completed","output":["""
            + $$"""{{ScriptedService.Message(text)}}],"usage":{{usage}} } }""";
    }
}
