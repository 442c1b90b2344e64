using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Copies fields of a request to the response.</summary>
internal static class JsonField
{
    /// <summary>Returns a field of a request; null when it is null or missing.</summary>
    public static JsonNode? Of(JsonElement request, string name) =>
        request.TryGetProperty(name, out JsonElement value) ? JsonNode.Parse(value.GetRawText()) : null;
}
