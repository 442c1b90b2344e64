using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Copies what a request gave into the answer.</summary>
internal static class JsonField
{
    /// <summary>A field of a request; null when it is null or not there.</summary>
    public static JsonNode? Of(JsonElement request, string name) =>
        request.TryGetProperty(name, out JsonElement value) ? JsonNode.Parse(value.GetRawText()) : null;
}
