using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace RealtimeEvals.Sandbox.Http;

/// <summary>
/// Has small messages sent at once. <see cref="HttpListener"/> leaves Nagle's algorithm on and has no setting for it, so that an event
/// waits for the acknowledgement of the one before, which a client may delay by 40 ms: that would pass for the time of the service.
/// </summary>
internal static class NoDelay
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Turns the algorithm off for the connection of a request.</summary>
    /// <returns>False where the platform's listener has no socket of its own, such as on Windows, where events do not wait.</returns>
    public static bool TrySet(HttpListenerContext context)
    {
        object? connection = typeof(HttpListenerContext).GetProperty("Connection", Hidden)?.GetValue(context);
        if (connection?.GetType().GetField("_socket", Hidden)?.GetValue(connection) is not Socket socket) return false;
        socket.NoDelay = true;
        return true;
    }
}
