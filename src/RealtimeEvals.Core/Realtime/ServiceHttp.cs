using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace RealtimeEvals.Realtime;

/// <summary>Creates all HTTP clients, handlers and sockets, so that every request follows the same rules.</summary>
public static class ServiceHttp
{
#pragma warning disable RS0030 // Only this class creates them.

    /// <summary>
    /// Creates a handler that uses the proxy of the environment (never for this machine), no cookies, and no redirects, because a redirect
    /// would forward the header api-key.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        Proxy = ServiceProxy.FromEnvironment(),
        ConnectCallback = static (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    /// <summary>Creates a client without a timeout of its own; its requests have their own limits.</summary>
    /// <param name="around">Creates the outer handler around that of <see cref="CreateHandler"/>.</param>
    public static HttpClient CreateClient(Func<HttpMessageHandler, DelegatingHandler> around)
    {
        ArgumentNullException.ThrowIfNull(around);
        return new HttpClient(around(CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Creates a socket, to be connected with a handler of <see cref="CreateHandler"/>.</summary>
    internal static ClientWebSocket CreateSocket() => new();

    /// <summary>Connects. Names such as localhost always mean this machine, whatever a name server in the network answers.</summary>
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
