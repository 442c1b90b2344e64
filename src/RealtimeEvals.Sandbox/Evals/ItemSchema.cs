using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>The schema of the rows of an evaluation.</summary>
internal sealed class ItemSchema
{
    private readonly Dictionary<string, bool> _isText;
    private readonly string[] _required;

    private ItemSchema(JsonElement properties, IEnumerable<string> required)
    {
        _isText = properties.EnumerateObject()
            .ToDictionary(property => property.Name, property => IsTyped(property.Value, "string"), StringComparer.Ordinal);
        _required = [.. required];
    }

    /// <summary>Parses a schema.</summary>
    /// <exception cref="ProtocolException">The schema is not that of an object with properties.</exception>
    public static ItemSchema Read(JsonElement schema, string place)
    {
        bool isObject = IsTyped(schema, "object")
            && schema.TryGetProperty("properties", out JsonElement properties)
            && properties.ValueKind == JsonValueKind.Object;
        if (!isObject)
        {
            throw new ProtocolException(
                "invalid_json_schema", $"Invalid '{place}': it must be a JSON schema of 'type: \"object\"' with properties.", place);
        }

        bool hasRequired = schema.TryGetProperty("required", out JsonElement required);
        if (hasRequired) Shape.ListOf(Shape.Text).Check(required, $"{place}.required");
        IEnumerable<string> names = hasRequired ? required.EnumerateArray().Select(name => name.GetString()!) : [];
        return new ItemSchema(schema.GetProperty("properties"), names);
    }

    /// <summary>Whether rows have a property.</summary>
    public bool Has(string name) => _isText.ContainsKey(name);

    /// <summary>Throws if a row does not match the schema.</summary>
    /// <exception cref="ProtocolException">The row does not match.</exception>
    public void Check(JsonElement item, string place)
    {
        if (_required.FirstOrDefault(name => !item.TryGetProperty(name, out _)) is string missing)
        {
            throw new ProtocolException(
                "invalid_value", $"Invalid '{place}': '{missing}' is a required property of the item schema.", place);
        }

        foreach (JsonProperty property in item.EnumerateObject().Where(property => _isText.GetValueOrDefault(property.Name)))
        {
            Shape.Text.Check(property.Value, $"{place}.{property.Name}");
        }
    }

    private static bool IsTyped(JsonElement schema, string type) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out JsonElement given)
        && given.ValueKind == JsonValueKind.String
        && given.GetString() == type;
}
