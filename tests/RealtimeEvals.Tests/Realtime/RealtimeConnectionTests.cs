using System.Net.WebSockets;
using System.Text;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class RealtimeConnectionTests
{
    [Fact(Timeout = 300_000)]
    public async Task Receive_puts_a_message_of_many_fragments_together_whole()
    {
        string message = MessageOf(3 * 1024 * 1024);
        await using LoopbackServer server = ServerSaying(message, fragment: 1_000);
        await using RealtimeConnection connection = await ConnectAsync(server, maximum: 64 * 1024 * 1024);

        ServerMessage received = await connection.ReceiveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketMessageType.Text, received.Kind);
        Assert.True(received.Utf8.Span.SequenceEqual(Encoding.UTF8.GetBytes(message)));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(1_048_576)]
    public async Task Receive_takes_messages_up_to_the_maximum_and_refuses_the_next_byte(int maximum)
    {
        await using LoopbackServer fitting = ServerSaying(MessageOf(maximum), fragment: 10_000);
        await using LoopbackServer oversized = ServerSaying(MessageOf(maximum + 1), fragment: 10_000);
        await using RealtimeConnection taken = await ConnectAsync(fitting, maximum);
        await using RealtimeConnection refused = await ConnectAsync(oversized, maximum);

        ServerMessage received = await taken.ReceiveAsync(TestContext.Current.CancellationToken);
        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            async () => await refused.ReceiveAsync(TestContext.Current.CancellationToken));

        Assert.Equal(maximum, received.Utf8.Length);
        Assert.Equal(FailureStage.ResponseProtocol, exception.Stage);
    }

    [Fact(Timeout = 300_000)]
    public async Task Receive_from_a_server_that_breaks_off_is_a_broken_connection()
    {
        await using var server = new LoopbackServer(
            static async (context, _) => (await context.AcceptWebSocketAsync("realtime")).WebSocket.Abort());
        await using RealtimeConnection connection = await ConnectAsync(server, maximum: 1024 * 1024);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            async () => await connection.ReceiveAsync(TestContext.Current.CancellationToken));

        Assert.Equal(FailureStage.Connection, exception.Stage);
    }

    private static string MessageOf(int bytes)
    {
        const string Empty = """{"type":"x","padding":""}""";
        string message = $$"""{"type":"x","padding":"{{new string('y', bytes - Empty.Length)}}"}""";
        Assert.Equal(bytes, message.Length);
        return message;
    }

    private static LoopbackServer ServerSaying(string message, int fragment) => new(async (context, stop) =>
    {
        using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        for (int at = 0; at < bytes.Length; at += fragment)
        {
            int length = Math.Min(fragment, bytes.Length - at);
            await socket.SendAsync(bytes.AsMemory(at, length), WebSocketMessageType.Text, at + length == bytes.Length, stop);
        }

        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    });

    private static Task<RealtimeConnection> ConnectAsync(LoopbackServer server, int maximum)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), "m")
        {
            MaximumMessageBytes = maximum,
        };
        return RealtimeConnection.ConnectAsync(options, TimeProvider.System, NoEventLog.Instance, TestContext.Current.CancellationToken);
    }
}
