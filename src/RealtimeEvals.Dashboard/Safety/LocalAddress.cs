using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RealtimeEvals.Dashboard.Safety;

/// <summary>
/// Tells requests of our own pages and of programs on this machine from those that another site made a browser send, be it by a name that
/// points to this machine.
/// </summary>
internal static class LocalAddress
{
    private const int DefaultPort = 80;

    private static readonly string[] Names = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Whether a request was sent to this machine by one of its own names, and to the port that it came in by.</summary>
    public static bool IsHost(HttpContext context)
    {
        HostString host = context.Request.Host;
        return Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && (host.Port ?? DefaultPort) == context.Connection.LocalPort;
    }

    /// <summary>Whether another site had the browser send a request. A link to a page is no danger; anything else may be.</summary>
    public static bool IsFromElsewhere(HttpRequest request)
    {
        string origin = request.Headers[HeaderNames.Origin].ToString();
        if (origin.Length > 0 && !origin.Equals($"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase)) return true;
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        bool isLink = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        return site is "cross-site" or "same-site" && !isLink;
    }
}
