namespace RealtimeEvals.Dashboard.Routes;

/// <summary>Parts of addresses as text.</summary>
internal static class RouteText
{
    /// <summary>Returns a part of a path. The server decodes everything in it but slashes, which would change the path.</summary>
    /// <param name="part">The part.</param>
    public static string Of(string part) => part.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
