using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>What a server does with the key that it was sent never comes back to the user.</summary>
public sealed class KeySecrecyTests
{
    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}";

    [Theory(Timeout = 300_000)]
    [InlineData(AuthenticationScheme.Bearer)]
    [InlineData(AuthenticationScheme.ApiKeyHeader)]
    public async Task Error_of_a_handshake_that_echoes_the_key_does_not_hold_it(AuthenticationScheme scheme)
    {
        await using var server = new LoopbackServer(static (context, _) => LoopbackServer.RefuseAsync(
            context,
            401,
            $$$"""{"error":{"message":"Bad key: {{{Sent(context)}}}","code":"invalid_api_key"}}"""));

        AssertSecret(await FailAsync(server, scheme));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(0)]
    [InlineData(165)]
    public async Task Error_of_a_page_that_echoes_the_key_does_not_hold_it_or_a_part_of_it(int before)
    {
        await using var server = new LoopbackServer(
            (context, _) => LoopbackServer.RefuseAsync(context, 200, $"{new string('x', before)} {Sent(context)}", "text/html"));

        AssertSecret(await FailAsync(server, AuthenticationScheme.Bearer));
    }

    [Fact(Timeout = 300_000)]
    public async Task Error_event_that_echoes_the_key_does_not_hold_it()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            string key = Sent(context);
            using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
            await LoopbackServer.SendAsync(
                socket,
                $$$"""{"type":"error","error":{"type":"invalid_request_error","code":"{{{key}}}","message":"Bad key: {{{key}}}"}}""",
                stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });

        AssertSecret(await FailAsync(server, AuthenticationScheme.Bearer));
    }

    [Fact(Timeout = 300_000)]
    public async Task Close_whose_reason_echoes_the_key_does_not_hold_it()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            string key = Sent(context);
            using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, key, stop);
        });

        AssertSecret(await FailAsync(server, AuthenticationScheme.Bearer));
    }

    private static string Sent(HttpListenerContext context) =>
        context.Request.Headers["Authorization"] ?? context.Request.Headers["api-key"]!;

    private async Task<RealtimeException> FailAsync(LoopbackServer server, AuthenticationScheme scheme)
    {
        var options = new ConnectOptions(
            ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, ApiKey.From($"  {_canary}  "), scheme),
            "m");
        return await Assert.ThrowsAsync<RealtimeException>(
            () => RealtimeSession.OpenAsync(
                options, TurnLimits.Default, TimeProvider.System, NoEventLog.Instance, TestContext.Current.CancellationToken));
    }

    private void AssertSecret(RealtimeException exception)
    {
        string everything = $"{exception} {exception.Code}";
        Assert.DoesNotContain(_canary[..18], everything, StringComparison.Ordinal);
    }
}
