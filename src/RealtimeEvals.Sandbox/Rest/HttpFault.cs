using System.Net;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Http;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Injects faults that replace an HTTP response.</summary>
internal static class HttpFault
{
    /// <summary>Injects a fault whose value is an HTTP status, hang or drop.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="fault">The fault; null when there is none.</param>
    /// <param name="message">The message of the error.</param>
    /// <param name="time">The clock for a request that hangs.</param>
    /// <param name="cancellationToken">Ends a request that hangs.</param>
    /// <returns>True when the request has ended; false when the route must answer it.</returns>
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
    /// Declares content that never comes. Outside Windows an aborted listener response sends its headers first, and without a length they
    /// would look like an empty answer.
    /// </summary>
    private static void Promise(HttpListenerContext context) => context.Response.ContentLength64 = 1;
}
