using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>A validated request for a response.</summary>
/// <param name="Model">The id of the model.</param>
/// <param name="Question">The question to the model.</param>
/// <param name="Json">The request body.</param>
internal sealed record ResponseRequest(string Model, Question Question, JsonElement Json)
{
    /// <summary>Parses and validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static ResponseRequest Read(JsonElement json)
    {
        ResponseRequestShape.Check(json);
        string model = json.GetProperty("model").GetString()!;
        TextModel.Require(model, "model");
        TextModel.RequireWhole(json);
        string instructions = json.TryGetProperty("instructions", out JsonElement told) ? told.GetString() ?? "" : "";
        var format = AnswerFormat.Of(json, "text", "format");
        var question = new Question(ChatMessage.ReadAll(json.GetProperty("input")), format, TextModel.HasTemperature(json), instructions);
        if (question.Input.Length == 0)
        {
            throw new ProtocolException("missing_required_parameter", "Missing required parameter: 'input'.", "input");
        }

        return new ResponseRequest(model, question, json);
    }
}
