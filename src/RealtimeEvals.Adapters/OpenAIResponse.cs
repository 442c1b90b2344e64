using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Adapters;

/// <summary>The parts of a response that are read. A count that was not reported is null here and 0 in the package's own type.</summary>
/// <param name="Id">The service's id of the response.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Model">The model as the service reported it.</param>
/// <param name="Error">The error; null when the response did not fail.</param>
/// <param name="IncompleteDetails">Why the response is incomplete; null when it is complete.</param>
/// <param name="Output">The output items.</param>
/// <param name="Usage">The tokens that the service reported.</param>
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

    /// <summary>Why the response is not an answer, in one line; null when it is.</summary>
    public string? Doubt => Breach ?? (Refusal.Length > 0 ? OpenAIFailure.OneLine($"the model refused: {Refusal}") : null);

    /// <summary>Why the response did not complete, in one line; null when it did.</summary>
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

    /// <summary>Whether a content filter cut the response off.</summary>
    public bool IsFiltered => Status == "incomplete" && IncompleteDetails?.Reason == "content_filter";

    /// <summary>The words of a refusal; empty when the model did not refuse.</summary>
    public string Refusal =>
        Messages.SelectMany(item => item.Content ?? []).FirstOrDefault(part => part.Type == "refusal") is not Part refusal ? ""
        : string.IsNullOrWhiteSpace(refusal.Refusal) ? TextModelCall.NoReason : refusal.Refusal;

    /// <summary>All text of the answer; empty when there is none. Commentary on the way to the answer is left out.</summary>
    public string Text => string.Concat(Parts("output_text").Select(part => part.Text));

    /// <summary>The tokens, all counted as text, since judges read and write only text.</summary>
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

    /// <summary>Parses a response.</summary>
    /// <exception cref="JsonException">The content is not a response.</exception>
    public static OpenAIResponse Read(BinaryData content) =>
        JsonSerializer.Deserialize<OpenAIResponse>(content, Options) ?? throw new JsonException("null instead of a response");

    private IEnumerable<Item> Messages => (Output ?? []).Where(item => item.Type == "message");

    private IEnumerable<Part> Parts(string type) => Messages.Where(item => item.Phase != "commentary")
        .SelectMany(item => item.Content ?? []).Where(part => part.Type == type);

    internal sealed record Failure(string? Message);

    internal sealed record Incompleteness(string? Reason);

    /// <summary>An output item; only messages are read.</summary>
    internal sealed record Item(string? Type, string? Status, string? Phase, IReadOnlyList<Part>? Content);

    internal sealed record Part(string? Type, string? Text, string? Refusal);

    internal sealed record Tokens(int? InputTokens, Details? InputTokensDetails, int? OutputTokens);

    internal sealed record Details(int? CachedTokens);
}
