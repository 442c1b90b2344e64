using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace RealtimeEvals.Tests.Support;

/// <summary>An HTTP server on loopback that does with each request what the test says.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<HttpListenerContext, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Task _accepting;

    public LoopbackServer(Func<HttpListenerContext, CancellationToken, Task> serve)
    {
        _serve = serve;
        (_listener, Port) = Listen();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public Uri RealtimeAddress => new(FormattableString.Invariant($"ws://127.0.0.1:{Port}/v1/realtime"));

    /// <summary>Method and path of every request so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A port that nobody listens on.</summary>
    public static int ClosedPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Answers with a body.</summary>
    public static async Task RefuseAsync(HttpListenerContext context, int status, string body, string mediaType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }

    /// <summary>Accepts the socket and says that the session is there.</summary>
    public static async Task<WebSocket> AcceptAsync(HttpListenerContext context, CancellationToken cancellationToken)
    {
        WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        await SendAsync(socket, """{"type":"session.created","session":{"id":"sess_1","model":"m"}}""", cancellationToken);
        return socket;
    }

    public static Task SendAsync(WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>
    /// Takes messages until one is of <paramref name="type"/>, and answers markers on the way; false when the client has closed.
    /// </summary>
    public static async Task<bool> ReceiveUntilAsync(WebSocket socket, string type, CancellationToken cancellationToken)
    {
        byte[] part = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(new ArraySegment<byte>(part), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return false;
            text.Append(Encoding.UTF8.GetString(part, 0, received.Count));
            if (!received.EndOfMessage) continue;
            if (text.ToString().Contains($"\"type\":\"{type}\"", StringComparison.Ordinal)) return true;
            if (text.ToString().Contains("client_marker", StringComparison.Ordinal))
            {
                await SendAsync(socket, """{"type":"session.updated","session":{}}""", cancellationToken);
            }

            text.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _accepting;
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private static (HttpListener Listener, int Port) Listen()
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = ClosedPort();
            var listener = new HttpListener();
            listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Close();
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            Requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}");
            _serving.Add(Task.Run(() => ServeAsync(context)));
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            await _serve(context, _stop.Token);
        }
        catch (Exception exception) when (
            exception is WebSocketException or OperationCanceledException or HttpListenerException
                or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            context.Response.Abort();
        }
    }
}
