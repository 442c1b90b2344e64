using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Metrics;

/// <summary>Computes the cost of tokens and session time.</summary>
internal static class Cost
{
    private const decimal Million = 1_000_000m;

    /// <summary>Whether a provider costs nothing, whatever tokens it reports.</summary>
    /// <param name="provider">The provider that answered, or will answer.</param>
    public static bool IsFree(string provider) => provider is ServiceTarget.SandboxProvider or ServiceTarget.ReplayProvider;

    /// <summary>
    /// Returns the cost in US dollars of one side of a case: 0 for a free provider; null when a price, count or time is not known.
    /// </summary>
    /// <param name="provider">The provider that answered.</param>
    /// <param name="usage">Tokens as the service reported them.</param>
    /// <param name="reported">The model as the service reported it; empty when it did not.</param>
    /// <param name="requested">The model that was asked for, which counts when none was reported.</param>
    /// <param name="session">How long the session was open; null when that is not known.</param>
    public static decimal? Of(string provider, TokenUsage usage, string reported, string requested, TimeSpan? session) =>
        IsFree(provider) ? 0 : Of(usage, reported.Length > 0 ? reported : requested, session);

    /// <summary>
    /// Returns the cost in US dollars by the model that answered; null when its price, or a needed count or time, is not known.
    /// </summary>
    /// <param name="usage">Tokens as the service reported them.</param>
    /// <param name="model">The model as the service reported it; empty when it did not.</param>
    /// <param name="session">How long the session was open; null when that is not known.</param>
    public static decimal? Of(TokenUsage usage, string model, TimeSpan? session) =>
        Of(usage, ModelCatalog.Shipped.FindPriced(model), session);

    /// <summary>
    /// Returns the cost in US dollars by a catalog entry. A model priced by time costs its minutes, plus its tokens if they have a price
    /// too.
    /// </summary>
    /// <param name="usage">Tokens as the service reported them.</param>
    /// <param name="model">The catalog entry; null for an unknown model.</param>
    /// <param name="session">How long the session was open; null when that is not known.</param>
    public static decimal? Of(TokenUsage usage, CatalogModel? model, TimeSpan? session)
    {
        if (model?.UsdPerMinute is not decimal price) return Of(usage, model?.UsdPerMillion);
        decimal? minutes = session is TimeSpan open && open > TimeSpan.Zero ? (decimal)open.TotalMinutes * price : null;
        return model.UsdPerMillion is TokenPrices prices ? minutes + Of(usage, prices) : minutes;
    }

    /// <summary>
    /// Returns the cost in US dollars; null when a price or a needed count is not known, because a partial sum would be misleading, or when
    /// the counts are contradictory.
    /// </summary>
    /// <param name="usage">Tokens as the service reported them; cached tokens are part of the input.</param>
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
        decimal? sum = Part(textIn - cachedText, prices.TextInput)
            + Part(cachedText, prices.TextCachedInput)
            + Part(textOut, prices.TextOutput)
            + Part(audioIn - cachedAudio, prices.AudioInput)
            + Part(cachedAudio, prices.AudioCachedInput)
            + Part(audioOut, prices.AudioOutput);
        return sum / Million;
    }

    private static decimal? Part(int tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}
