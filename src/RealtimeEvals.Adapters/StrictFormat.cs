using System.Text.Json.Nodes;

namespace RealtimeEvals.Adapters;

/// <summary>A strict JSON schema for the answer, as each endpoint takes it.</summary>
internal static class StrictFormat
{
    private const string Type = "json_schema";

    /// <summary>Returns the field <c>text</c> of a request to the Responses endpoint.</summary>
    /// <param name="name">The name of the schema.</param>
    /// <param name="schema">The schema as JSON.</param>
    public static JsonObject Responses(string name, string schema)
    {
        JsonObject format = Named(name, schema);
        format["type"] = Type;
        return new JsonObject { ["format"] = format };
    }

    /// <summary>Returns the field <c>response_format</c> of a request to the chat completions endpoint.</summary>
    /// <param name="name">The name of the schema.</param>
    /// <param name="schema">The schema as JSON.</param>
    public static JsonObject Chat(string name, string schema) => new() { ["type"] = Type, ["json_schema"] = Named(name, schema) };

    private static JsonObject Named(string name, string schema) =>
        new() { ["name"] = name, ["schema"] = JsonNode.Parse(schema), ["strict"] = true };
}
