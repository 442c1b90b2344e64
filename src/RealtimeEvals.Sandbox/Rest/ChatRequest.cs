using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>A validated request for a chat completion.</summary>
/// <param name="Model">The id of the model.</param>
/// <param name="Question">The question to the model.</param>
internal sealed record ChatRequest(string Model, Question Question)
{
    /// <summary>Parses and validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static ChatRequest Read(JsonElement json)
    {
        ChatRequestShape.Check(json);
        string model = json.GetProperty("model").GetString()!;
        TextModel.Require(model, "model");
        TextModel.RequireWhole(json);
        var format = AnswerFormat.Of(json, "response_format", "json_schema");
        var question = new Question(ChatMessage.ReadAll(json.GetProperty("messages")), format, TextModel.HasTemperature(json));
        return new ChatRequest(model, question);
    }
}
