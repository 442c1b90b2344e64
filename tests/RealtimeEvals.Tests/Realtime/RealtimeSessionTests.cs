using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class RealtimeSessionTests
{
    private const string Updated = """{"type":"session.updated","session":{"id":"sess_1"}}""";

    private static readonly TurnLimits Limits = Patience.Ample;

    [Fact(Timeout = 300_000)]
    public async Task Open_where_nobody_listens_may_be_tried_again()
    {
        RealtimeException exception = await FailToOpenAsync(
            new Uri(FormattableString.Invariant($"ws://127.0.0.1:{LoopbackServer.ClosedPort()}/v1/realtime")));

        Assert.Equal((FailureStage.Connection, true), (exception.Stage, exception.IsTransient));
        Assert.Contains("could not be reached", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Open_at_a_server_that_says_nothing_ends_at_its_limit()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        RealtimeException exception = await FailToOpenAsync(new Uri($"ws://{silent.LocalEndpoint}/v1/realtime"));

        Assert.Equal((FailureStage.Connection, false), (exception.Stage, exception.IsTransient));
        Assert.Contains("no answer", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Open_at_a_socket_that_never_creates_the_session_ends_at_the_limit_of_silence()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });

        RealtimeException exception = await FailToOpenAsync(server.RealtimeAddress, Patience.Brief);

        Assert.Equal(FailureStage.ResponseTimeout, exception.Stage);
        Assert.Contains("session.created", exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(200, "text/html", "<html><body>Welcome to the proxy</body></html>", "Welcome to the proxy", false)]
    [InlineData(
        401,
        "application/json",
        """{"error":{"message":"Bad key.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""",
        "Bad key.",
        false)]
    [InlineData(429, "application/json", """{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""", "Slow down.", true)]
    [InlineData(503, "text/plain", "try later", "try later", true)]
    [InlineData(500, "application/json", "{\"error\":\"a bare string\"}", "a bare string", false)]
    [InlineData(404, "application/json", "", "HTTP 404", false)]
    public async Task Open_that_is_answered_with_HTTP_says_what_the_server_said(
        int status, string mediaType, string body, string words, bool transient)
    {
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, status, body, mediaType));

        RealtimeException exception = await FailToOpenAsync(server.RealtimeAddress);

        Assert.Equal((FailureStage.Handshake, transient), (exception.Stage, exception.IsTransient));
        Assert.Contains(FormattableString.Invariant($"HTTP {status}"), exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Open_that_is_redirected_does_not_take_the_key_elsewhere()
    {
        await using var elsewhere = new LoopbackServer(static (context, _) => LoopbackServer.RefuseAsync(context, 500, "{}"));
        await using var server = new LoopbackServer((context, _) =>
        {
            context.Response.RedirectLocation = FormattableString.Invariant($"http://127.0.0.1:{elsewhere.Port}/v1/realtime");
            return LoopbackServer.RefuseAsync(context, 302, "");
        });

        RealtimeException exception = await FailToOpenAsync(server.RealtimeAddress);

        Assert.Equal(FailureStage.Handshake, exception.Stage);
        Assert.Contains("HTTP 302", exception.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact(Timeout = 300_000)]
    public async Task Open_obeys_the_wait_that_the_server_asks_for()
    {
        await using var server = new LoopbackServer(static (context, _) =>
        {
            context.Response.Headers["Retry-After"] = "7";
            context.Response.Headers["x-request-id"] = "req_42";
            return LoopbackServer.RefuseAsync(context, 429, "{}");
        });

        RealtimeException exception = await FailToOpenAsync(server.RealtimeAddress);

        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
        Assert.Contains("req_42", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speak_to_a_server_that_closes_meanwhile_ends_with_the_server_s_reason()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            for (int chunk = 0; chunk < 10; chunk++) await LoopbackServer.ReceiveUntilAsync(socket, "input_audio_buffer.append", stop);
            await socket.CloseAsync(WebSocketCloseStatus.InternalServerError, "out of breath", stop);
        });
        await using RealtimeSession session = await OpenConfiguredAsync(server, Limits);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            () => session.SpeakAsync(Minute(realTime: true), TestContext.Current.CancellationToken));

        Assert.Equal(FailureStage.ResponseMissingDone, exception.Stage);
        Assert.Contains("1011: out of breath", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speak_in_real_time_beyond_the_total_limit_ends_at_it()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        await using RealtimeSession session = await OpenConfiguredAsync(
            server,
            new TurnLimits(Patience.Ample.Inactivity, TimeSpan.FromSeconds(5)));

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            () => session.SpeakAsync(Minute(realTime: true), TestContext.Current.CancellationToken));

        Assert.Equal(FailureStage.ResponseTimeout, exception.Stage);
        Assert.Contains("more than 5 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speak_to_a_server_that_takes_nothing_ends_at_the_total_limit()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        });
        await using RealtimeSession session = await OpenConfiguredAsync(
            server,
            new TurnLimits(Patience.Ample.Inactivity, TimeSpan.FromSeconds(5)));
        var hour = new SpokenAudio(new byte[100_000_000], AudioFormat.Pcm24K, TimeSpan.FromSeconds(1), RealTime: false);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(
            () => session.SpeakAsync(hour, TestContext.Current.CancellationToken));

        Assert.Equal(FailureStage.ResponseTimeout, exception.Stage);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speak_that_the_user_stops_is_cancelled_and_not_a_failure()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        await using RealtimeSession session = await OpenConfiguredAsync(server, Limits);
        using var stopped = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.SpeakAsync(Minute(realTime: true), stopped.Token));
    }

    private static SpokenAudio Minute(bool realTime) =>
        new(new byte[60 * 48_000], AudioFormat.Pcm24K, TimeSpan.FromMilliseconds(20), realTime);

    private static async Task<WebSocket> ConfigureAsync(HttpListenerContext context, CancellationToken stop)
    {
        WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await LoopbackServer.SendAsync(socket, Updated, stop);
        return socket;
    }

    private static async Task<RealtimeSession> OpenConfiguredAsync(LoopbackServer server, TurnLimits limits)
    {
        RealtimeSession session = await OpenAsync(server.RealtimeAddress, limits);
        using var tools = System.Text.Json.JsonDocument.Parse("[]");
        await session.ConfigureAsync(
            new SessionConfiguration { Instructions = "x", Tools = tools.RootElement.Clone() },
            TestContext.Current.CancellationToken);
        return session;
    }

    private static Task<RealtimeException> FailToOpenAsync(Uri address, TurnLimits? limits = null) =>
        Assert.ThrowsAsync<RealtimeException>(() => OpenAsync(address, limits ?? Limits));

    private static Task<RealtimeSession> OpenAsync(Uri address, TurnLimits limits)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(address.AbsoluteUri, null, null), "m")
        {
            ConnectTimeout = Patience.Brief.Inactivity,
        };
        return RealtimeSession.OpenAsync(options, limits, TimeProvider.System, NoEventLog.Instance, TestContext.Current.CancellationToken);
    }
}
