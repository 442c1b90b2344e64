using System.Text.Json;

namespace RealtimeEvals.Sandbox.Validation;

/// <summary>The shape of the tools of a session or a response: functions with valid, unique names, and MCP servers.</summary>
internal sealed record ToolsShape : Shape
{
    private const int MaximumNameLength = 64;

    private static readonly Shape Function = Object(
        ("type!", Any),
        ("name!", TextUpTo(MaximumNameLength)),
        ("description", Text),
        ("parameters", AnyObject));

    private static readonly Shape Server = Object(
        ("type!", Any), ("server_label!", Text), ("server_url", Text), ("server_description", Text),
        ("connector_id", Text), ("tunnel_id", Text), ("authorization", Text), ("headers", Nullable(AnyObject)),
        ("allowed_tools", Nullable(Any)), ("allowed_callers", Nullable(ListOf(Text))),
        ("require_approval", Nullable(Any)), ("defer_loading", Flag));

    private static readonly Shape List = ListOf(new TypedShape(("function", Function), ("mcp", Server)));

    public override void Check(JsonElement value, string place)
    {
        List.Check(value, place);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((int index, JsonElement tool) in value.EnumerateArray().Index())
        {
            if (!tool.GetProperty("type").ValueEquals("function"u8)) continue;
            string at = FormattableString.Invariant($"{place}[{index}]");
            string name = tool.GetProperty("name").GetString()!;
            CheckName(name, $"{at}.name");
            if (!names.Add(name))
            {
                throw new ProtocolException(
                    "invalid_value", $"Invalid '{at}.name': there is another tool called '{name}'.", $"{at}.name");
            }

            if (tool.TryGetProperty("parameters", out JsonElement schema)) CheckSchema(name, schema, $"{at}.parameters");
        }
    }

    protected override bool Takes(JsonValueKind kind) => kind == JsonValueKind.Array;

    private static void CheckName(string name, string place)
    {
        if (name.Length == 0)
        {
            throw new ProtocolException(
                "empty_string",
                $"Invalid '{place}': empty string. Expected a string with minimum length 1, but got an empty string instead.",
                place);
        }

        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw new ProtocolException(
                "invalid_value",
                $"Invalid '{place}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
                place);
        }
    }

    private static void CheckSchema(string name, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("type", out JsonElement type)
            && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8)))
        {
            throw new ProtocolException(
                "invalid_function_parameters",
                $"Invalid schema for function '{name}': "
                + $"schema must be a JSON Schema of 'type: \"object\"', got 'type: {type.GetRawText()}'.",
                place);
        }
    }
}
