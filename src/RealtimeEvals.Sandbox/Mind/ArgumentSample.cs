using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// Generates arguments for a call that no rule makes: values that the schema gives, otherwise the simplest value of the type, and for text
/// what was heard.
/// </summary>
internal static class ArgumentSample
{
    private const int MaximumDepth = 16;
    private const int MaximumItems = 16;

    /// <summary>Returns arguments as JSON.</summary>
    /// <param name="schema">The JSON schema of the arguments; null for a function without arguments.</param>
    /// <param name="heard">The text that was heard last.</param>
    public static string Of(JsonNode? schema, string heard) =>
        (schema is JsonObject root ? Value(root, root, heard, 0) as JsonObject ?? [] : []).ToJsonString();

    private static JsonNode? Value(JsonNode? node, JsonObject root, string heard, int depth)
    {
        if (node is not JsonObject schema || depth > MaximumDepth) return null;
        if (Named(schema) is JsonNode named) return named.DeepClone();
        if (Target(schema, root) is JsonNode other) return Value(other, root, heard, depth + 1);
        return TypeOf(schema) switch
        {
            "object" => Object(schema, root, heard, depth),
            "array" => new JsonArray(
            [
                .. Enumerable.Range(0, Math.Min(Whole(schema, "minItems"), MaximumItems))
                    .Select(_ => Value(schema["items"], root, heard, depth + 1)),
            ]),
            "integer" or "number" => schema["minimum"]?.DeepClone() ?? JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            "string" => JsonValue.Create(Words(schema, heard)),
            _ => null,
        };
    }

    private static JsonObject Object(JsonObject schema, JsonObject root, string heard, int depth)
    {
        string?[] required = [.. (schema["required"] as JsonArray ?? []).Select(name => (string?)name)];
        IEnumerable<KeyValuePair<string, JsonNode?>> properties = (schema["properties"] as JsonObject ?? [])
            .Where(property => required.Contains(property.Key, StringComparer.Ordinal))
            .Select(property => KeyValuePair.Create(property.Key, Value(property.Value, root, heard, depth + 1)));
        return new JsonObject(properties);
    }

    /// <summary>Returns a value that the schema gives.</summary>
    private static JsonNode? Named(JsonObject schema) =>
        schema["const"] ?? schema["default"] ?? First(schema["enum"]) ?? First(schema["examples"]);

    /// <summary>Returns another schema that replaces this one: a reference or an alternative.</summary>
    private static JsonNode? Target(JsonObject schema, JsonObject root)
    {
        if ((schema["$ref"] as JsonValue)?.TryGetValue(out string? reference) != true)
        {
            return First(schema["anyOf"]) ?? First(schema["oneOf"]) ?? First(schema["allOf"]);
        }

        return reference!.TrimStart('#')
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((JsonNode?)root, (at, step) => (at as JsonObject)?[step]);
    }

    private static JsonNode? First(JsonNode? list) => (list as JsonArray)?.FirstOrDefault(
        value => value is not null && ((value as JsonObject)?["type"] as JsonValue)?.ToString() != "null");

    private static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type?.ToString() ?? "").FirstOrDefault(type => type != "null") ?? "",
        JsonValue type => type.ToString(),
        _ => schema.ContainsKey("properties") ? "object" : "string",
    };

    private static string Words(JsonObject schema, string heard)
    {
        string words = schema["format"]?.ToString() switch
        {
            "date" => "2026-01-31",
            "time" => "09:30:00Z",
            "date-time" => "2026-01-31T09:30:00Z",
            "email" => "caller@example.com",
            "uri" => "https://example.com/",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            _ => heard.Length > 0 ? heard : "unknown",
        };
        int longest = schema.ContainsKey("maxLength") ? Whole(schema, "maxLength") : words.Length;
        return words.Length > longest ? words[..longest] : words.PadRight(Math.Min(Whole(schema, "minLength"), 1024), '.');
    }

    private static int Whole(JsonObject schema, string name) =>
        (schema[name] as JsonValue)?.TryGetValue(out int whole) == true && whole > 0 ? whole : 0;
}
