using System.Globalization;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>Changes one place of a JSON text.</summary>
public static class EditedJson
{
    /// <summary>
    /// The text with another value at a place such as <c>turns.max_turns</c> or <c>tool_mocks[0].name</c>; the objects on the way are made.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place, without the root; an index one past the end adds an item.</param>
    /// <param name="json">The value as JSON; null takes the place away.</param>
    public static string Set(string text, string place, string? json)
    {
        JsonNode root = JsonNode.Parse(text)!;
        string[] steps = place.Replace("[", ".#", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode parent = root;
        foreach (string step in steps[..^1]) parent = Below(parent, step) ?? Put(parent, step, new JsonObject());
        if (json is not null) Put(parent, steps[^1], JsonNode.Parse(json));
        else Remove(parent, steps[^1]);
        return root.ToJsonString();
    }

    private static JsonNode? Below(JsonNode parent, string step) => parent is JsonArray list ? list[IndexOf(step)] : parent[step];

    private static JsonNode Put(JsonNode parent, string step, JsonNode? value)
    {
        if (parent is not JsonArray list) parent[step] = value;
        else if (IndexOf(step) == list.Count) list.Add(value);
        else list[IndexOf(step)] = value;
        return value!;
    }

    private static void Remove(JsonNode parent, string step)
    {
        if (parent is JsonArray list) list.RemoveAt(IndexOf(step));
        else ((JsonObject)parent).Remove(step);
    }

    private static int IndexOf(string step) => int.Parse(step[1..], CultureInfo.InvariantCulture);
}
