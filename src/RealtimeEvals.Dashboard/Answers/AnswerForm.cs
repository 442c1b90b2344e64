using Microsoft.AspNetCore.Http;

namespace RealtimeEvals.Dashboard.Answers;

/// <summary>In which form a request is answered.</summary>
internal static class AnswerForm
{
    /// <summary>Where the routes of this version are.</summary>
    public const string Versioned = "/api/v1";

    private static readonly string[] Seed = ["/api", "/token", "/session"];

    /// <summary>Whether a request is answered in JSON; all others are pages.</summary>
    public static bool IsData(HttpRequest request) =>
        Seed.Any(root => request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request is one of the versioned routes, whose errors are problem details.</summary>
    public static bool IsVersioned(HttpRequest request) =>
        request.Path.StartsWithSegments(Versioned, StringComparison.OrdinalIgnoreCase);
}
