using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>The fields of an error event.</summary>
internal static class ErrorObject
{
    /// <summary>What the service says when a session is over.</summary>
    public const string Expired = "Your session hit the maximum duration of 60 minutes.";

    public static JsonObject Of(string type, string code, string message, string? param = null, string? eventId = null) =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["type"] = type,
                ["code"] = code,
                ["message"] = message,
                ["param"] = param,
                ["event_id"] = eventId,
            },
        };
}
