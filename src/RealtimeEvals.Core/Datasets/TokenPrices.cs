namespace RealtimeEvals.Datasets;

/// <summary>Prices in US dollars per million tokens; null where none is known.</summary>
public sealed record TokenPrices
{
    /// <summary>Text that is sent and not cached.</summary>
    public decimal? TextInput { get; init; }

    /// <summary>Text that is sent and cached.</summary>
    public decimal? TextCachedInput { get; init; }

    /// <summary>Text that comes back.</summary>
    public decimal? TextOutput { get; init; }

    /// <summary>Audio that is sent and not cached.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Audio that is sent and cached.</summary>
    public decimal? AudioCachedInput { get; init; }

    /// <summary>Audio that comes back.</summary>
    public decimal? AudioOutput { get; init; }
}
