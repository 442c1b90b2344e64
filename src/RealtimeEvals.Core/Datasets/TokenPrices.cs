namespace RealtimeEvals.Datasets;

/// <summary>Prices in US dollars per million tokens; null when not known.</summary>
public sealed record TokenPrices
{
    /// <summary>Text input that is not cached.</summary>
    public decimal? TextInput { get; init; }

    /// <summary>Cached text input.</summary>
    public decimal? TextCachedInput { get; init; }

    /// <summary>Text output.</summary>
    public decimal? TextOutput { get; init; }

    /// <summary>Audio input that is not cached.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Cached audio input.</summary>
    public decimal? AudioCachedInput { get; init; }

    /// <summary>Audio output.</summary>
    public decimal? AudioOutput { get; init; }
}
