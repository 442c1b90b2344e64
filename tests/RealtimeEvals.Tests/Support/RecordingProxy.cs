using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RealtimeEvals.Tests.Support;

/// <summary>An HTTP proxy on loopback that keeps the head of every request and refuses them all.</summary>
public sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _answer;
    private readonly Task _accepting;

    /// <param name="answer">The status line with which each request is refused, and the headers below it.</param>
    public RecordingProxy(string answer = "HTTP/1.1 502 Bad Gateway\r\n")
    {
        _answer = answer;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of the requests so far.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Their first lines, each once.</summary>
    public IEnumerable<string> Requests => Heads.Select(head => head.Split("\r\n")[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Variables that name the proxy for everything.</summary>
    /// <param name="user">User and password in front of the address, with the @ behind them.</param>
    public Dictionary<string, string> Environment(string user = "")
    {
        string address = FormattableString.Invariant($"http://{user}127.0.0.1:{Port}");
        return new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy" }.ToDictionary(
            name => name, _ => address, StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await RefuseAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RefuseAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] part = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(part, _stop.Token);
            if (read == 0) break;
            head.Append(Encoding.ASCII.GetString(part, 0, read));
        }

        Heads.Enqueue(head.ToString());
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{_answer}Content-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
    }
}
