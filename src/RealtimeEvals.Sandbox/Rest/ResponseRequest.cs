using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>A request for a response, of which everything is as the service would have it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Question">What it is asked.</param>
/// <param name="Json">The request itself.</param>
internal sealed record ResponseRequest(string Model, Question Question, JsonElement Json)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="ProtocolException">The service would refuse it.</exception>
    public static ResponseRequest Read(JsonElement json)
    {
        ResponseRequestShape.Check(json);
        string model = json.GetProperty("model").GetString()!;
        TextModel.Require(model, "model");
        TextModel.RequireWhole(json);
        string instructions = json.TryGetProperty("instructions", out JsonElement told) ? told.GetString() ?? "" : "";
        bool mayNotApply = json.TryGetProperty("text", out JsonElement text) && text.TryGetProperty("format", out JsonElement format)
            && format.TryGetProperty("schema", out JsonElement schema) && NullInSchema.Allows(schema, "grade");
        var question = new Question(
            ChatMessage.ReadAll(json.GetProperty("input")), mayNotApply, TextModel.HasTemperature(json), instructions);
        if (question.Input.Length == 0)
        {
            throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'input'.", "input");
        }

        return new ResponseRequest(model, question, json);
    }
}
