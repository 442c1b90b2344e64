using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>What matters of a chat completion.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Model">The model as the service named it.</param>
/// <param name="Choices">What it answered; one is asked for.</param>
/// <param name="Usage">The tokens.</param>
internal sealed record ChatAnswer(string? Id, string? Model, IReadOnlyList<ChatAnswer.Choice>? Choices, ChatAnswer.Tokens? Usage)
{
    private static readonly JsonSerializerOptions Options =
        StrictJson.For(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>Reads a completion.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ChatAnswer Read(BinaryData content) =>
        JsonSerializer.Deserialize<ChatAnswer>(content, Options) ?? throw new JsonException("null instead of a completion");

    /// <summary>The answer.</summary>
    /// <exception cref="TextModelException">It was cut short, or there is none.</exception>
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

    /// <summary>One answer.</summary>
    internal sealed record Choice(Message? Message, string? FinishReason);

    /// <summary>What the model said: a text, or a list of parts.</summary>
    internal sealed record Message(JsonElement Content, string? Refusal)
    {
        /// <summary>All of its text; empty for none.</summary>
        public string Text => Content.ValueKind == JsonValueKind.String
            ? Content.GetString()!
            : string.Concat(Parts.Where(part => part.Type == "text").Select(part => part.Text));

        /// <summary>Its words where it refused to answer; empty where it did not.</summary>
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

    /// <summary>One part of what the model said; one of another type is no answer.</summary>
    internal sealed record Part(string? Type, string? Text, string? Refusal);

    /// <summary>Counts of tokens.</summary>
    internal sealed record Tokens(int? PromptTokens, int? CompletionTokens);
}
