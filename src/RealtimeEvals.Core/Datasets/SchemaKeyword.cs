using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Where the schemas stand in a JSON schema. All other keys hold data, such as <c>default</c> and <c>enum</c>, or are unknown to us: there,
/// and among the names of properties, a key is the user's own whatever it looks like.
/// </summary>
internal static class SchemaKeyword
{
    /// <summary>What a keyword holds.</summary>
    public enum Content
    {
        /// <summary>Anything but schemas.</summary>
        Data = 0,

        /// <summary>A schema, or a list of them.</summary>
        Schema,

        /// <summary>Schemas by names that the user chose.</summary>
        SchemasByName,
    }

    /// <summary>What a keyword holds.</summary>
    public static Content Of(string keyword) => keyword switch
    {
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies" => Content.SchemasByName,
        "items" or "prefixItems" or "additionalItems" or "unevaluatedItems" or "contains"
            or "additionalProperties" or "unevaluatedProperties" or "propertyNames" or "allOf" or "anyOf" or "oneOf"
            or "not" or "if" or "then" or "else" or "contentSchema" => Content.Schema,
        _ => Content.Data,
    };

    /// <summary>A schema and every schema in it, each with its path.</summary>
    public static IEnumerable<(string Path, JsonElement Schema)> All(JsonElement schema, string path) => schema.ValueKind switch
    {
        JsonValueKind.Object =>
            schema.EnumerateObject().SelectMany(property => In(property, $"{path}.{property.Name}")).Prepend((path, schema)),
        JsonValueKind.Array =>
            schema.EnumerateArray().SelectMany((item, index) => All(item, FormattableString.Invariant($"{path}[{index}]"))),
        _ => [],
    };

    private static IEnumerable<(string Path, JsonElement Schema)> In(JsonProperty keyword, string path) => Of(keyword.Name) switch
    {
        Content.Schema => All(keyword.Value, path),
        Content.SchemasByName when keyword.Value.ValueKind == JsonValueKind.Object =>
            keyword.Value.EnumerateObject().SelectMany(named => All(named.Value, $"{path}.{named.Name}")),
        _ => [],
    };
}
