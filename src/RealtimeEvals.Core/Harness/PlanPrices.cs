using RealtimeEvals.Datasets;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>Prices what a run would take. What has no price or no count has no cost; it is never 0 for that reason.</summary>
/// <param name="catalog">The models and their prices.</param>
/// <param name="isFree">Whether the service costs nothing.</param>
internal sealed class PlanPrices(ModelCatalog catalog, bool isFree)
{
    private const decimal Million = 1_000_000m;

    /// <summary>Returns the prices of a provider.</summary>
    public static PlanPrices For(string provider) => new(ModelCatalog.Shipped, Cost.IsFree(provider));

    /// <summary>Returns a record for each modality of a use, but for those of which there is nothing.</summary>
    public IEnumerable<PlanCost> Of(PlannedUse use)
    {
        CatalogModel? model = catalog.FindPriced(use.Model);
        if (model?.UsdPerMinute is decimal perMinute)
        {
            yield return OfTime(use, perMinute);
            if (model.UsdPerMillion is null) yield break;
        }

        foreach ((PlanModality modality, long? tokens, decimal? price) in Counted(use, model?.UsdPerMillion))
        {
            if (tokens != 0) yield return OfTokens(use, modality, tokens, price);
        }
    }

    /// <summary>Whether a part of the cost has no price.</summary>
    public bool IsUnpriced(PlanCost cost) => !isFree && cost.UsdPerMillion is null && cost.UsdPerMinute is null;

    private static IEnumerable<(PlanModality Modality, long? Tokens, decimal? Price)> Counted(PlannedUse use, TokenPrices? prices) =>
    [
        (PlanModality.TextInput, use.TextInput - use.TextCached, prices?.TextInput),
        (PlanModality.TextCached, use.TextCached, prices?.TextCachedInput),
        (PlanModality.TextOutput, use.TextOutput, prices?.TextOutput),
        (PlanModality.AudioInput, use.AudioInput - use.AudioCached, prices?.AudioInput),
        (PlanModality.AudioCached, use.AudioCached, prices?.AudioCachedInput),
        (PlanModality.AudioOutput, use.AudioOutput, prices?.AudioOutput),
    ];

    private PlanCost OfTokens(PlannedUse use, PlanModality modality, long? tokens, decimal? price) => new()
    {
        Role = use.Role,
        Model = use.Model,
        Modality = modality,
        Calls = use.Calls,
        Tokens = tokens,
        UsdPerMillion = price,
        CostUsd = isFree ? 0 : tokens * price / Million,
        Basis = use.Basis,
    };

    private PlanCost OfTime(PlannedUse use, decimal price) => new()
    {
        Role = use.Role,
        Model = use.Model,
        Modality = PlanModality.Time,
        Calls = use.Calls,
        Minutes = use.Minutes,
        UsdPerMinute = price,
        CostUsd = isFree ? 0 : use.Minutes is double minutes ? (decimal)minutes * price : null,
        Basis = use.Basis,
    };
}
