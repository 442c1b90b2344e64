using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class TurnBytesTests
{
    private const int Limit = 1024 * 1024;

    public static TheoryData<string, int> Floods => new()
    {
        { $$"""{"type":"response.output_audio.delta","item_id":"i","delta":"{{new string('A', 4_000)}}"}""", 1_000 },
        { """{"type":"response.output_text.delta","item_id":"i","delta":"a"}""", 100_000 },
        { """{"type":"unheard.of"}""", 100_000 },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Floods))]
    public async Task Turn_that_never_ends_is_a_breach_of_the_protocol(string message, int count)
    {
        await using LoopbackServer server = Answering(message, count);
        await using RealtimeSession session = await OpenAsync(server);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            () => session.AskAsync("a", TestContext.Current.CancellationToken));

        Assert.Equal(FailureStage.ResponseProtocol, exception.Stage);
        Assert.Contains(FormattableString.Invariant($"more than {Limit} bytes in one turn"), exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"type":"response.output_text.delta","item_id":"item_#","delta":"a"}""")]
    [InlineData("""{"type":"response.function_call_arguments.delta","call_id":"call_#","item_id":"item_#","delta":"a"}""")]
    [InlineData(
        """{"type":"response.output_item.done","item":"""
            + """{"id":"item_#","type":"function_call","call_id":"call_#","name":"f","arguments":"{}"}}""")]
    public async Task Turn_of_ever_new_items_is_a_breach_of_the_protocol(string message)
    {
        await using LoopbackServer server = Answering(message, PartLimit.Maximum + 1);
        await using RealtimeSession session = await OpenAsync(server);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            () => session.AskAsync("a", TestContext.Current.CancellationToken));

        Assert.Equal((FailureStage.ResponseProtocol, "a turn of more than 1000 items or responses"), (exception.Stage, exception.Message));
    }

    [Fact(Timeout = 300_000)]
    public async Task Each_turn_counts_anew()
    {
        await using LoopbackServer server = Answering(
            $$"""{"type":"response.output_audio.delta","item_id":"i","delta":"{{new string('A', 400_000)}}"}""",
            2);
        await using RealtimeSession session = await OpenAsync(server);

        for (int turn = 0; turn < 4; turn++)
        {
            Assert.Equal(600_000, (await session.AskAsync("a", TestContext.Current.CancellationToken)).Audio.Length);
        }
    }

    private static LoopbackServer Answering(string message, int count) => new(async (context, stop) =>
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_1"}}""", stop);
        for (int response = 1; await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop); response++)
        {
            for (int sent = 0; sent < count; sent++)
            {
                await LoopbackServer.SendAsync(socket, message.Replace("#", $"{sent}", StringComparison.Ordinal), stop);
            }

            await LoopbackServer.SendAsync(
                socket,
                $$$"""{"type":"response.done","response":{"id":"r{{{response}}}","status":"completed","output":[]}}""",
                stop);
        }
    });

    private static async Task<RealtimeSession> OpenAsync(LoopbackServer server)
    {
        using var noTools = JsonDocument.Parse("[]");
        var options = new ConnectOptions(ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), "m")
        {
            MaximumTurnBytes = Limit,
        };
        RealtimeSession session = await RealtimeSession.OpenAsync(
            options, Patience.Ample, TimeProvider.System, NoEventLog.Instance, TestContext.Current.CancellationToken);
        await session.ConfigureAsync(
            new SessionConfiguration { Instructions = "", Tools = noTools.RootElement, Voice = "marin" },
            TestContext.Current.CancellationToken);
        return session;
    }
}
