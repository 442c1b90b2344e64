using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Metrics;

/// <summary>What tokens and minutes cost.</summary>
internal static class Cost
{
    private const decimal Million = 1_000_000m;

    /// <summary>
    /// The cost in US dollars by the model that answered; null when its price, or what the price is multiplied by, is not known.
    /// </summary>
    /// <param name="usage">Tokens as the service reported them.</param>
    /// <param name="model">The model as the service named it; empty when it named none.</param>
    /// <param name="session">How long the session was open; null when that is not known.</param>
    public static decimal? Of(TokenUsage usage, string model, TimeSpan? session) =>
        Of(usage, ModelCatalog.Shipped.FindPriced(model), session);

    /// <summary>
    /// The same by an entry of the table: a model that is priced by time costs its minutes, and its tokens where those have a price too.
    /// </summary>
    /// <param name="usage">Tokens as the service reported them.</param>
    /// <param name="model">The entry; null for a model that the table does not know.</param>
    /// <param name="session">How long the session was open; null when that is not known.</param>
    public static decimal? Of(TokenUsage usage, CatalogModel? model, TimeSpan? session)
    {
        if (model?.UsdPerMinute is not decimal price) return Of(usage, model?.UsdPerMillion);
        decimal? minutes = session is TimeSpan open && open > TimeSpan.Zero ? (decimal)open.TotalMinutes * price : null;
        return model.UsdPerMillion is TokenPrices prices ? minutes + Of(usage, prices) : minutes;
    }

    /// <summary>
    /// The cost in US dollars; null when a price or a needed count is not known, for half a sum is no cost, or when a count cannot be.
    /// </summary>
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
