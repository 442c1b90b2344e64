using System.Net;

namespace RealtimeEvals.Sandbox.Http;

/// <summary>Finds the keys in a request: a bearer token, Azure's header, or a subprotocol, which is all that a browser can set.</summary>
internal static class RequestKeys
{
    private const string Bearer = "Bearer ";
    private const string Subprotocol = "openai-insecure-api-key.";

    /// <summary>Returns all keys of a request.</summary>
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

    /// <summary>Returns the subprotocols that a WebSocket request offers.</summary>
    public static string[] Subprotocols(HttpListenerRequest request) =>
        request.Headers["Sec-WebSocket-Protocol"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
