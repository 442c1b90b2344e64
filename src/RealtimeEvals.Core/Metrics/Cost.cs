using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Metrics;

/// <summary>What tokens cost.</summary>
public static class Cost
{
    private const decimal Million = 1_000_000m;

    /// <summary>The cost in US dollars; null when a price or a needed count is not known, for half a sum is no cost, or when a count cannot be.</summary>
    /// <param name="usage">Tokens as the service reported them; the cached ones are a part of the input.</param>
    /// <param name="prices">Prices per million tokens; null when none are known.</param>
    public static decimal? Of(TokenUsage usage, TokenPrices? prices)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (prices is null || usage.InputTextTokens is not int textIn || usage.InputAudioTokens is not int audioIn) return null;
        if (usage.OutputTextTokens is not int textOut || usage.OutputAudioTokens is not int audioOut) return null;
        int cachedText = usage.CachedTextTokens ?? 0;
        int cachedAudio = usage.CachedAudioTokens ?? 0;
        if ((usage.CachedTokens ?? 0) != cachedText + cachedAudio) return null;
        if (cachedText < 0 || cachedAudio < 0 || textIn < cachedText || audioIn < cachedAudio || textOut < 0 || audioOut < 0) return null;
        decimal? sum = Part(textIn - cachedText, prices.TextInput) + Part(cachedText, prices.TextCachedInput) + Part(textOut, prices.TextOutput)
            + Part(audioIn - cachedAudio, prices.AudioInput) + Part(cachedAudio, prices.AudioCachedInput) + Part(audioOut, prices.AudioOutput);
        return sum / Million;
    }

    private static decimal? Part(int tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}
