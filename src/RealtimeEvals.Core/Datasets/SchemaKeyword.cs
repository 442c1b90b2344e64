using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Finds the nested schemas in a JSON schema. All other keys hold data, such as <c>default</c> and <c>enum</c>, or are unknown: there, and
/// among the names of properties, keys are the user's own.
/// </summary>
internal static class SchemaKeyword
{
    /// <summary>The content of a keyword.</summary>
    public enum Content
    {
        /// <summary>Anything other than schemas.</summary>
        Data = 0,

        /// <summary>A schema, or a list of them.</summary>
        Schema,

        /// <summary>Schemas by user-defined names.</summary>
        SchemasByName,
    }

    /// <summary>Returns the content of a keyword.</summary>
    public static Content Of(string keyword) => keyword switch
    {
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies" => Content.SchemasByName,
        "items" or "prefixItems" or "additionalItems" or "unevaluatedItems" or "contains"
            or "additionalProperties" or "unevaluatedProperties" or "propertyNames" or "allOf" or "anyOf" or "oneOf"
            or "not" or "if" or "then" or "else" or "contentSchema" => Content.Schema,
        _ => Content.Data,
    };

    /// <summary>Returns a schema and all schemas nested in it, each with its path.</summary>
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
