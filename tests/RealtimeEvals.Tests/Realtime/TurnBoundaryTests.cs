using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Support.ScriptedService;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Where one turn ends and the next begins: at the answer to a marker, whenever it is read.</summary>
public sealed class TurnBoundaryTests
{
    private const string Updated = """{"type":"session.updated","session":{"id":"sess_1"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task What_comes_behind_the_marker_belongs_to_the_next_turn()
    {
        await using LoopbackServer server = Serve(static async (socket, stop) =>
        {
            await SendAsync(socket, stop, Created("r1"), Done("r1", Message("One.")));
            await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
            await SendAsync(socket, stop, Updated, Item("r1", Call("late")), Created("x"), Done("x", Call("c")));
            await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
            await SendAsync(socket, stop, Created("r2"), Done("r2", Message("Two.")));
        });
        await using RealtimeSession session = await OpenAsync(server);

        CollectedTurn first = await session.AskAsync("one", Stop);
        CollectedTurn second = await session.AskAsync("two", Stop);

        Assert.Equal(("One.", "r1", 0), (first.Text, string.Join(", ", first.ResponseIds), first.ToolCalls.Count));
        Assert.Equal(("Two.", "x, r2", "c"), (second.Text, string.Join(", ", second.ResponseIds), Assert.Single(second.ToolCalls).CallId));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_that_is_still_open_at_the_next_request_is_its_answer_where_the_service_says_so()
    {
        await using LoopbackServer server = Serve(static async (socket, stop) =>
        {
            await SendAsync(socket, stop, Created("r1"), Done("r1", Call("c")));
            await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
            await SendAsync(socket, stop, Updated, Created("auto"));
            await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
            await SendAsync(
                socket,
                stop,
                Error("conversation_already_has_active_response"),
                Item("auto", Message("Two.")),
                Done("auto", Message("Two.")));
        });
        await using RealtimeSession session = await OpenAsync(server);
        await session.AskAsync("one", Stop);

        Assert.Equal("Two.", (await session.AskAsync("two", Stop)).Text);
    }

    [Fact(Timeout = 300_000)]
    public async Task Marker_that_is_refused_is_answered()
    {
        await using LoopbackServer server = Serve(static async (socket, stop) =>
        {
            await SendAsync(socket, stop, Created("r1"), Done("r1", Message("One.")));
            await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
            await SendAsync(socket, stop, Item("r1", Call("c")), Error("unknown_parameter", "client_marker"));
        });
        await using RealtimeSession session = await OpenAsync(server);

        Assert.Single((await session.AskAsync("one", Stop)).ToolCalls);
    }

    [Fact(Timeout = 300_000)]
    public async Task Service_that_leaves_a_marker_unanswered_is_sent_no_other()
    {
        int markers = 0;
        await using LoopbackServer server = Serve(async (socket, stop) =>
        {
            await SendAsync(socket, stop, Created("r1"), Done("r1", Message("One.")));
            await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
            Interlocked.Increment(ref markers);
            await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
            await SendAsync(socket, stop, Created("r2"), Done("r2", Message("Two.")));
            if (await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) Interlocked.Increment(ref markers);
        });
        await using (RealtimeSession session = await OpenAsync(server))
        {
            Assert.Equal("One.", (await session.AskAsync("one", Stop)).Text);
            Assert.Equal("Two.", (await session.AskAsync("two", Stop)).Text);
        }

        Assert.Equal(1, Volatile.Read(ref markers));
    }

    private static LoopbackServer Serve(Func<WebSocket, CancellationToken, Task> script) =>
        new((context, stop) => ServeAsync(context, script, stop));

    private static async Task ServeAsync(
        HttpListenerContext context, Func<WebSocket, CancellationToken, Task> script, CancellationToken stop)
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await SendAsync(socket, stop, Updated);
        await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
        await script(socket, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    }

    private static async Task SendAsync(WebSocket socket, CancellationToken stop, params string[] events)
    {
        foreach (string one in events) await LoopbackServer.SendAsync(socket, one, stop);
    }

    private static async Task<RealtimeSession> OpenAsync(LoopbackServer server)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), "m");
        RealtimeSession session = await RealtimeSession.OpenAsync(options, Patience.Ample, TimeProvider.System, NoEventLog.Instance, Stop);
        await session.ConfigureAsync(new SessionConfiguration { Instructions = "x", Tools = Given.Json("[]") }, Stop);
        return session;
    }
}
