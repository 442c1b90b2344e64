using System.Net;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>
/// The keys that a request brings: as a bearer, as Azure's header, or in a subprotocol, which is all that a browser can choose.
/// </summary>
internal static class RequestKeys
{
    private const string Bearer = "Bearer ";
    private const string Subprotocol = "openai-insecure-api-key.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Of(HttpListenerRequest request)
    {
        string authorization = request.Headers["Authorization"] ?? "";
        string? bearer = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : null;
        IEnumerable<string> offered = Subprotocols(request)
            .Where(one => one.StartsWith(Subprotocol, StringComparison.Ordinal))
            .Select(one => one[Subprotocol.Length..]);
        return [.. new[] { bearer, request.Headers["api-key"] }.OfType<string>(), .. offered];
    }

    /// <summary>The subprotocols that a socket offers.</summary>
    public static string[] Subprotocols(HttpListenerRequest request) =>
        request.Headers["Sec-WebSocket-Protocol"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
