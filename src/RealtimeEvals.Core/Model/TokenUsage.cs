namespace RealtimeEvals.Model;

/// <summary>Tokens that the service reported for one or more responses. A number that it did not report is null.</summary>
public sealed record TokenUsage
{
    /// <summary>All input tokens, including the cached ones.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Input tokens of text.</summary>
    public int? InputTextTokens { get; init; }

    /// <summary>Input tokens of audio.</summary>
    public int? InputAudioTokens { get; init; }

    /// <summary>Input tokens that were billed as cached.</summary>
    public int? CachedTokens { get; init; }

    /// <summary>Cached input tokens of text.</summary>
    public int? CachedTextTokens { get; init; }

    /// <summary>Cached input tokens of audio.</summary>
    public int? CachedAudioTokens { get; init; }

    /// <summary>All output tokens.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Output tokens of text.</summary>
    public int? OutputTextTokens { get; init; }

    /// <summary>Output tokens of audio.</summary>
    public int? OutputAudioTokens { get; init; }

    /// <summary>Input and output tokens together, as far as they were reported; null when neither was.</summary>
    internal long? Total => InputTokens is null && OutputTokens is null ? null : (long)(InputTokens ?? 0) + (OutputTokens ?? 0);

    /// <summary>Returns the total of a case with this outcome; one that got no response may have used nothing.</summary>
    internal long? TotalOf(Outcome outcome) => Total ?? (outcome is Outcome.Error or Outcome.Skipped ? 0 : null);

    /// <summary>Adds each number; a sum is null only when both numbers are.</summary>
    /// <param name="other">The usage to add.</param>
    public TokenUsage Add(TokenUsage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TokenUsage
        {
            InputTokens = Sum(InputTokens, other.InputTokens),
            InputTextTokens = Sum(InputTextTokens, other.InputTextTokens),
            InputAudioTokens = Sum(InputAudioTokens, other.InputAudioTokens),
            CachedTokens = Sum(CachedTokens, other.CachedTokens),
            CachedTextTokens = Sum(CachedTextTokens, other.CachedTextTokens),
            CachedAudioTokens = Sum(CachedAudioTokens, other.CachedAudioTokens),
            OutputTokens = Sum(OutputTokens, other.OutputTokens),
            OutputTextTokens = Sum(OutputTextTokens, other.OutputTextTokens),
            OutputAudioTokens = Sum(OutputAudioTokens, other.OutputAudioTokens),
        };
    }

    /// <summary>Returns input and output tokens on one line; empty when neither is known.</summary>
    public override string ToString() => InputTokens is null && OutputTokens is null
        ? ""
        : FormattableString.Invariant($"in {InputTokens} (cached {CachedTokens}), out {OutputTokens}");

    private static int? Sum(int? left, int? right) => left is null && right is null ? null : (left ?? 0) + (right ?? 0);
}
