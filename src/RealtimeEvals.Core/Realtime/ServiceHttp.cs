using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace RealtimeEvals.Realtime;

/// <summary>The one place that makes what talks HTTP, so that every request keeps the same rules.</summary>
public static class ServiceHttp
{
#pragma warning disable RS0030 // This is the only maker.

    /// <summary>
    /// What sends requests: through the proxy of the environment but never for this machine, without cookies, and led nowhere else, since
    /// the header api-key would go along.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        Proxy = ServiceProxy.FromEnvironment(),
        ConnectCallback = static (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    /// <summary>A client whose requests have limits of their own.</summary>
    /// <param name="around">What handles requests around the handler of <see cref="CreateHandler"/>.</param>
    public static HttpClient CreateClient(Func<HttpMessageHandler, DelegatingHandler> around)
    {
        ArgumentNullException.ThrowIfNull(around);
        return new HttpClient(around(CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A socket that is to be connected by a handler of <see cref="CreateHandler"/>.</summary>
    internal static ClientWebSocket CreateSocket() => new();

    /// <summary>Connects. The names of this machine are known: whoever answers for them in the network gets nothing.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (LoopbackAddress.IsName(place.Host))
            {
                await socket.ConnectAsync([IPAddress.IPv6Loopback, IPAddress.Loopback], place.Port, cancellationToken);
            }
            else await socket.ConnectAsync(place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
