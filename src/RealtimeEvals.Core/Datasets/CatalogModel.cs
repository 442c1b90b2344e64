namespace RealtimeEvals.Datasets;

/// <summary>One model of the catalog.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">realtime, speech, transcription or text.</param>
/// <param name="Ends">The day on which the service shuts it down; null when none is known.</param>
/// <param name="Replacement">What the service names instead; null when nothing is.</param>
/// <param name="UsdPerMillion">Prices in US dollars per million tokens; null when none are known.</param>
public sealed record CatalogModel(string Id, string Kind, DateOnly? Ends, string? Replacement, TokenPrices? UsdPerMillion)
{
    private const int WarningDays = 90;

    /// <summary>A sentence when the model has ended or ends within 90 days of <paramref name="today"/>; else null.</summary>
    public string? EndWarning(DateOnly today)
    {
        if (Ends is not DateOnly end || end.DayNumber - today.DayNumber > WarningDays) return null;
        string verb = end <= today ? "ended" : "ends";
        string instead = Replacement is null ? "" : $" The service names {Replacement} instead.";
        return FormattableString.Invariant($"The model {Id} {verb} on {end:yyyy-MM-dd}.{instead}");
    }
}
