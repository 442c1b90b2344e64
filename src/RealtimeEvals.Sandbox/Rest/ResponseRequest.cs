using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>A request for a response, of which everything is as the service would have it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Instructions">What the model is told to do; empty for nothing.</param>
/// <param name="Input">All text of all messages, one below the other.</param>
/// <param name="MayNotApply">Whether the schema of the answer has a grade that may be null.</param>
/// <param name="Json">The request itself.</param>
internal sealed record ResponseRequest(string Model, string Instructions, string Input, bool MayNotApply, JsonElement Json)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="ProtocolException">The service would refuse it.</exception>
    public static ResponseRequest Read(JsonElement json)
    {
        try
        {
            return Understand(json);
        }
        catch (InvalidOperationException exception)
        {
            // JSON whose text is none: half of a surrogate pair, or bytes that are not UTF-8.
            throw new ProtocolException("invalid_request", $"The body cannot be read: {exception.Message}");
        }
    }

    private static ResponseRequest Understand(JsonElement json)
    {
        ResponseRequestShape.Check(json);
        string model = json.GetProperty("model").GetString()!;
        if (ModelCatalog.Shipped.Find(model) is not { Kind: "text" })
            throw new ProtocolException("model_not_found", $"The model '{model}' does not exist or you do not have access to it.", "model");
        if (json.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True)
            throw new ProtocolException("unsupported_value", "Unsupported value: the sandbox does not stream responses.", "stream");
        string input = TextOf(json.GetProperty("input"));
        if (input.Length == 0) throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'input'.", "input");
        string instructions = json.TryGetProperty("instructions", out JsonElement told) ? told.GetString() ?? "" : "";
        bool mayNotApply = json.TryGetProperty("text", out JsonElement text) && text.TryGetProperty("format", out JsonElement format)
            && format.TryGetProperty("schema", out JsonElement schema) && NullInSchema.Allows(schema, "grade");
        return new ResponseRequest(model, instructions, input, mayNotApply, json);
    }

    /// <summary>The text of an input, of a message's content or of a part of it.</summary>
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(TextOf)),
        _ => TextOf(value.TryGetProperty("content", out JsonElement content) ? content : value.GetProperty("text")),
    };
}
