using System.Net;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>The faults that take the place of an HTTP answer.</summary>
internal static class HttpFault
{
    /// <summary>Plays a fault whose value is an HTTP status, hang or drop.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fault">The fault; null for none.</param>
    /// <param name="message">What an error says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends a request that hangs.</param>
    /// <returns>Whether the request is over; false when the route has to answer it.</returns>
    public static async Task<bool> PlayAsync(
        HttpListenerContext context, SandboxFault? fault, string message, TimeProvider time, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case { Amount: > 0 and int status }:
                await HttpReply.ErrorAsync(context, (HttpStatusCode)status, HttpReply.CodeOf(status), message, cancellationToken);
                return true;
            case { Value: "hang" }:
                Promise(context);
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                return true;
            case { Value: "drop" }:
                Promise(context);
                context.Response.Abort();
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Promises content that never comes. Outside Windows a listener that aborts sends its headers first, and without a length they would
    /// be an empty answer.
    /// </summary>
    private static void Promise(HttpListenerContext context) => context.Response.ContentLength64 = 1;
}
