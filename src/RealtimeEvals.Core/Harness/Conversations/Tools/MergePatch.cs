using System.Text.Json.Nodes;

namespace RealtimeEvals.Harness.Conversations.Tools;

/// <summary>Applies a JSON merge patch (RFC 7396): objects are merged, null removes a member, everything else replaces it.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        JsonObject result = target is JsonObject before ? (JsonObject)before.DeepClone() : [];
        foreach ((string name, JsonNode? change) in changes)
        {
            if (change is null) result.Remove(name);
            else result[name] = Apply(result[name], change);
        }

        return result;
    }
}
