using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>The parts of a chat completion that are read.</summary>
/// <param name="Id">The service's id of the completion.</param>
/// <param name="Model">The model as the service reported it.</param>
/// <param name="Choices">The answers; exactly one is expected.</param>
/// <param name="Usage">The tokens that the service reported.</param>
internal sealed record ChatAnswer(string? Id, string? Model, IReadOnlyList<ChatAnswer.Choice>? Choices, ChatAnswer.Tokens? Usage)
{
    private static readonly JsonSerializerOptions Options =
        StrictJson.For(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>Parses a completion.</summary>
    /// <exception cref="JsonException">The content is not a completion.</exception>
    public static ChatAnswer Read(BinaryData content) =>
        JsonSerializer.Deserialize<ChatAnswer>(content, Options) ?? throw new JsonException("null instead of a completion");

    /// <summary>Converts the completion to an answer.</summary>
    /// <exception cref="TextModelException">The answer was cut short, or there is not exactly one.</exception>
    public TextAnswer ToAnswer()
    {
        if (Choices is not [{ Message: Message message, FinishReason: var reason }])
        {
            throw new TextModelException("the completion does not hold one answer");
        }

        if (reason is not (null or "stop" or "content_filter"))
        {
            throw new TextModelException(OpenAIFailure.OneLine($"the answer ended with {reason}"));
        }

        string refusal = message.Refused is { Length: > 0 } said ? said : reason == "content_filter" ? TextModelCall.Filtered : "";
        var usage = new TokenUsage
        {
            InputTokens = Usage?.PromptTokens,
            InputTextTokens = Usage?.PromptTokens,
            OutputTokens = Usage?.CompletionTokens,
            OutputTextTokens = Usage?.CompletionTokens,
        };
        return new TextAnswer(message.Text, refusal, Model ?? "", Id ?? "", usage);
    }

    internal sealed record Choice(Message? Message, string? FinishReason);

    /// <summary>The message of the model: a text, or a list of parts.</summary>
    internal sealed record Message(JsonElement Content, string? Refusal)
    {
        /// <summary>All text of the message; empty when there is none.</summary>
        public string Text => Content.ValueKind == JsonValueKind.String
            ? Content.GetString()!
            : string.Concat(Parts.Where(part => part.Type == "text").Select(part => part.Text));

        /// <summary>The words of a refusal; empty when the model did not refuse.</summary>
        public string Refused => string.Concat(Parts.Select(part => part.Refusal).Prepend(Refusal)) is { Length: > 0 } said ? said
            : Parts.Any(part => part.Type == "refusal") ? TextModelCall.NoReason : "";

        private IReadOnlyList<Part> Parts => Content.ValueKind switch
        {
            JsonValueKind.Array =>
                [.. Content.Deserialize<Part?[]>(Options)!.Select(part => part ?? throw new JsonException("null instead of a part"))],
            JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => throw new JsonException("content that is neither text nor a list of parts"),
        };
    }

    /// <summary>A part of a message; parts of other types than text are ignored.</summary>
    internal sealed record Part(string? Type, string? Text, string? Refusal);

    internal sealed record Tokens(int? PromptTokens, int? CompletionTokens);
}
