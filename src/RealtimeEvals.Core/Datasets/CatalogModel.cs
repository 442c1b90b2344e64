namespace RealtimeEvals.Datasets;

/// <summary>One model of the catalog.</summary>
/// <param name="Id">The id of the model.</param>
/// <param name="Kind">The kind: realtime, live, speech, transcription or text.</param>
/// <param name="Ends">The day of its shutdown; null when none is known.</param>
/// <param name="Replacement">The model that the service recommends instead; null when there is none.</param>
/// <param name="UsdPerMillion">Prices in US dollars per million tokens; null when none are known.</param>
public sealed record CatalogModel(string Id, string Kind, DateOnly? Ends, string? Replacement, TokenPrices? UsdPerMillion)
{
    private const int WarningDays = 90;

    /// <summary>The price in US dollars per minute, billed by the second; null for a model that is not priced by time.</summary>
    public decimal? UsdPerMinute { get; init; }

    /// <summary>The source of the entry.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day on which the source was read.</summary>
    public DateOnly SourceDate { get; init; }

    /// <summary>Whether the model has been shut down by <paramref name="today"/> or will be within the given number of days.</summary>
    public bool EndsWithin(int days, DateOnly today) => Ends is DateOnly end && end.DayNumber - today.DayNumber <= days;

    /// <summary>Returns a sentence when the model has ended or ends within 90 days of <paramref name="today"/>; otherwise null.</summary>
    public string? EndWarning(DateOnly today)
    {
        if (!EndsWithin(WarningDays, today)) return null;
        string verb = EndsWithin(0, today) ? "ended" : "ends";
        string instead = Replacement is null ? "" : $" The service names {Replacement} instead.";
        return FormattableString.Invariant($"The model {Id} {verb} on {Ends:yyyy-MM-dd}.{instead}");
    }
}
