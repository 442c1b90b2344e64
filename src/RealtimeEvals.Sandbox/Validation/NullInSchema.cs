using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>Checks whether a JSON schema allows a property to be null.</summary>
internal static class NullInSchema
{
    /// <summary>Whether the property may be null; false when the schema does not have it.</summary>
    public static bool Allows(JsonElement schema, string property) =>
        Child(schema, "properties") is JsonElement properties && Child(properties, property) is JsonElement node && Allows(node);

    /// <summary>Whether every keyword that restricts the value allows null.</summary>
    private static bool Allows(JsonElement node) =>
        IsAmong(Child(node, "type"), static type => type.ValueKind == JsonValueKind.String && type.ValueEquals("null"u8))
        && IsAmong(Child(node, "enum"), static value => value.ValueKind == JsonValueKind.Null)
        && IsAmong(Child(node, "const"), static value => value.ValueKind == JsonValueKind.Null)
        && IsAmong(Child(node, "anyOf"), Allows);

    private static bool IsAmong(JsonElement? choices, Func<JsonElement, bool> isNull) => choices switch
    {
        null => true,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(isNull),
        JsonElement one => isNull(one),
    };

    private static JsonElement? Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : null;
}
