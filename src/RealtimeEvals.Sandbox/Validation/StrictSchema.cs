using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>
/// Checks the service's rules for a strict JSON schema: it is an object, and every object in it lists all of its properties as required and
/// allows no others.
/// </summary>
internal static class StrictSchema
{
    /// <summary>Validates a schema.</summary>
    /// <param name="name">The name of the format.</param>
    /// <param name="schema">The schema to check.</param>
    /// <param name="place">The position of the schema in the request.</param>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static void Check(string name, JsonElement schema, string place)
    {
        string? problem = IsObject(schema) ? Problem(schema, "") : "schema must be a JSON Schema of 'type: \"object\"'.";
        if (problem is not null)
        {
            throw new ProtocolException("invalid_json_schema", $"Invalid schema for response_format '{name}': {problem}", place);
        }
    }

    private static string? Problem(JsonElement node, string context)
    {
        if (node.ValueKind != JsonValueKind.Object) return null;
        if (IsObject(node) && ObjectProblem(node) is string problem) return $"In context=({context}), {problem}";
        return Children(node)
            .Select(child => Problem(child.Node, context.Length == 0 ? child.Step : $"{context}, {child.Step}"))
            .FirstOrDefault(found => found is not null);
    }

    private static string? ObjectProblem(JsonElement node)
    {
        if (!node.TryGetProperty("additionalProperties", out JsonElement others) || others.ValueKind != JsonValueKind.False)
        {
            return "'additionalProperties' is required to be supplied and to be false.";
        }

        string?[] required = node.TryGetProperty("required", out JsonElement names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Where(IsText).Select(name => name.GetString())]
            : [];
        string? missing = Members(node, "properties")
            .Select(property => property.Name)
            .FirstOrDefault(property => !required.Contains(property, StringComparer.Ordinal));
        return missing is null
            ? null
            : $"'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
    }

    private static IEnumerable<(string Step, JsonElement Node)> Children(JsonElement node)
    {
        foreach (string group in new[] { "properties", "$defs" })
        {
            foreach (JsonProperty member in Members(node, group)) yield return ($"'{group}', '{member.Name}'", member.Value);
        }

        if (node.TryGetProperty("items", out JsonElement items)) yield return ("'items'", items);
        if (!node.TryGetProperty("anyOf", out JsonElement choices) || choices.ValueKind != JsonValueKind.Array) yield break;
        foreach ((int index, JsonElement choice) in choices.EnumerateArray().Index())
        {
            yield return (FormattableString.Invariant($"'anyOf', '{index}'"), choice);
        }
    }

    private static IEnumerable<JsonProperty> Members(JsonElement node, string group)
    {
        if (!node.TryGetProperty(group, out JsonElement members) || members.ValueKind != JsonValueKind.Object) yield break;
        foreach (JsonProperty member in members.EnumerateObject()) yield return member;
    }

    private static bool IsObject(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("type", out JsonElement type)) return false;
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsObjectName) : IsObjectName(type);
    }

    private static bool IsObjectName(JsonElement type) => IsText(type) && type.ValueEquals("object"u8);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;
}
