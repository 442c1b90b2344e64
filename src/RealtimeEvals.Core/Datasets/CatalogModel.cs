namespace RealtimeEvals.Datasets;

/// <summary>One model of the catalog.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">realtime, live, speech, transcription or text.</param>
/// <param name="Ends">The day on which the service shuts it down; null when none is known.</param>
/// <param name="Replacement">What the service names instead; null when nothing is.</param>
/// <param name="UsdPerMillion">Prices in US dollars per million tokens; null when none are known.</param>
public sealed record CatalogModel(string Id, string Kind, DateOnly? Ends, string? Replacement, TokenPrices? UsdPerMillion)
{
    private const int WarningDays = 90;

    /// <summary>The price in US dollars of one minute, billed by the second; null for a model that is not priced by time.</summary>
    public decimal? UsdPerMinute { get; init; }

    /// <summary>Where the entry was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day on which it was read there.</summary>
    public DateOnly SourceDate { get; init; }

    /// <summary>Whether the model has ended by <paramref name="today"/>, or ends within so many days of it.</summary>
    public bool EndsWithin(int days, DateOnly today) => Ends is DateOnly end && end.DayNumber - today.DayNumber <= days;

    /// <summary>A sentence when the model has ended or ends within 90 days of <paramref name="today"/>; else null.</summary>
    public string? EndWarning(DateOnly today)
    {
        if (!EndsWithin(WarningDays, today)) return null;
        string verb = EndsWithin(0, today) ? "ended" : "ends";
        string instead = Replacement is null ? "" : $" The service names {Replacement} instead.";
        return FormattableString.Invariant($"The model {Id} {verb} on {Ends:yyyy-MM-dd}.{instead}");
    }
}
