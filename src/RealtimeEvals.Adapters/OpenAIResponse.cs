using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters;

/// <summary>
/// What matters of a response. The package's own type has 0 where the service reported no count; here that stays unknown.
/// </summary>
/// <param name="Id">The service's id of the response.</param>
/// <param name="Status">How the response ended.</param>
/// <param name="Model">The model as the service named it.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="IncompleteDetails">Why it is incomplete; null when it is not.</param>
/// <param name="Output">What came out.</param>
/// <param name="Usage">The tokens that were used.</param>
internal sealed record OpenAIResponse(
    string? Id,
    string? Status,
    string? Model,
    OpenAIResponse.Failure? Error,
    OpenAIResponse.Incompleteness? IncompleteDetails,
    IReadOnlyList<OpenAIResponse.Item>? Output,
    OpenAIResponse.Tokens? Usage)
{
    private static readonly JsonSerializerOptions Options =
        StrictJson.For(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>Why it is no answer, in one line; null when it is one.</summary>
    public string? Doubt => Breach ?? (Refusal.Length > 0 ? OpenAIFailure.OneLine($"the model refused: {Refusal}") : null);

    /// <summary>Why it did not come to its end, in one line; null when it did.</summary>
    public string? Breach
    {
        get
        {
            string? reason = Error?.Message ?? IncompleteDetails?.Reason;
            bool isWhole = Status == "completed" && Error is null && Messages.All(item => item.Status is null or "completed");
            string cause = reason is null ? "" : $": {reason}";
            return isWhole ? null : OpenAIFailure.OneLine($"the response is {Status ?? "without a status"}{cause}");
        }
    }

    /// <summary>Whether the service held the rest of it back.</summary>
    public bool IsFiltered => Status == "incomplete" && IncompleteDetails?.Reason == "content_filter";

    /// <summary>What the model said where it refused to answer; empty when it did not.</summary>
    public string Refusal =>
        Messages.SelectMany(item => item.Content ?? []).FirstOrDefault(part => part.Type == "refusal") is not Part refusal ? ""
        : string.IsNullOrWhiteSpace(refusal.Refusal) ? TextModelCall.NoReason : refusal.Refusal;

    /// <summary>All text of its answer; empty for none. What the model remarks on its way there is no part of the answer.</summary>
    public string Text => string.Concat(Parts("output_text").Select(part => part.Text));

    /// <summary>Its tokens. What goes in and out of a judge is text, so text is what they are tokens of.</summary>
    public TokenUsage TextUsage => new()
    {
        InputTokens = Usage?.InputTokens,
        InputTextTokens = Usage?.InputTokens,
        InputAudioTokens = Usage?.InputTokens is null ? null : 0,
        CachedTokens = Usage?.InputTokensDetails?.CachedTokens,
        CachedTextTokens = Usage?.InputTokensDetails?.CachedTokens,
        CachedAudioTokens = Usage?.InputTokensDetails?.CachedTokens is null ? null : 0,
        OutputTokens = Usage?.OutputTokens,
        OutputTextTokens = Usage?.OutputTokens,
        OutputAudioTokens = Usage?.OutputTokens is null ? null : 0,
    };

    /// <summary>Reads a response.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static OpenAIResponse Read(BinaryData content) =>
        JsonSerializer.Deserialize<OpenAIResponse>(content, Options) ?? throw new JsonException("null instead of a response");

    private IEnumerable<Item> Messages => (Output ?? []).Where(item => item.Type == "message");

    private IEnumerable<Part> Parts(string type) => Messages.Where(item => item.Phase != "commentary")
        .SelectMany(item => item.Content ?? []).Where(part => part.Type == type);

    /// <summary>An error of the service.</summary>
    internal sealed record Failure(string? Message);

    /// <summary>Why a response is incomplete.</summary>
    internal sealed record Incompleteness(string? Reason);

    /// <summary>An item of the output; only messages are read.</summary>
    internal sealed record Item(string? Type, string? Status, string? Phase, IReadOnlyList<Part>? Content);

    /// <summary>A part of a message.</summary>
    internal sealed record Part(string? Type, string? Text, string? Refusal);

    /// <summary>Counts of tokens.</summary>
    internal sealed record Tokens(int? InputTokens, Details? InputTokensDetails, int? OutputTokens);

    /// <summary>Which of the tokens were cached.</summary>
    internal sealed record Details(int? CachedTokens);
}
