using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>Every place of a JSON value, to be changed one at a time.</summary>
public static class JsonPlaces
{
    /// <summary>All places below a value, however deep, each as a path such as <c>turns/0/grades/1/status</c>.</summary>
    public static IEnumerable<(JsonNode Parent, object Key, string Path)> Of(JsonNode? node, string path = "")
    {
        IEnumerable<(object Key, JsonNode? Value)> own = node switch
        {
            JsonObject table => table.Select(property => ((object)property.Key, property.Value)),
            JsonArray list => list.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach ((object key, JsonNode? value) in own.ToArray())
        {
            string place = FormattableString.Invariant($"{path}/{key}");
            yield return (node!, key, place);
            foreach ((JsonNode, object, string) inner in Of(value, place)) yield return inner;
        }
    }

    public static JsonNode? Get(JsonNode parent, object key) => key is int index ? parent[index] : parent[(string)key];

    public static void Set(JsonNode parent, object key, JsonNode? value)
    {
        if (key is int index) parent[index] = value;
        else parent[(string)key] = value;
    }

    public static void Remove(JsonNode parent, object key)
    {
        if (key is int index) ((JsonArray)parent).RemoveAt(index);
        else ((JsonObject)parent).Remove((string)key);
    }
}
