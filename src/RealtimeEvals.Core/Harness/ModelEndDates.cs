using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>
/// Warns about models that have ended or end soon, before anything is spent. For a default model the warning comes only after its end,
/// because replacing it in time is the product's responsibility.
/// </summary>
internal static class ModelEndDates
{
    /// <summary>Warns about each model that has an end date in the catalog. Services on this machine are exempt.</summary>
    public static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, params ReadOnlySpan<string> models)
    {
        foreach (string model in models) Warn(target, sink, time, model, isNamed: !ModelCatalog.Shipped.IsDefault(model));
    }

    /// <summary>Warns about the model of the caller's speech if the user named the model or its source.</summary>
    public static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, CallerSpeech asked)
    {
        if (asked.Source != SpeechSource.Auto || asked.Model.Length > 0) Warn(target, sink, time, asked.EffectiveModel, isNamed: true);
    }

    /// <summary>Returns the warnings of a plan, which are about all of its models, default ones too.</summary>
    /// <param name="target">The service.</param>
    /// <param name="time">The clock.</param>
    /// <param name="models">The models of the run.</param>
    public static IEnumerable<string> Of(ServiceTarget target, TimeProvider time, IEnumerable<string> models)
    {
        if (LoopbackAddress.Is(target.Realtime)) return [];
        DateOnly today = Today(time);
        return models
            .Select(ModelCatalog.Shipped.FindPriced)
            .OfType<CatalogModel>()
            .Select(model => model.EndWarning(today))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Returns those warnings of a plan that were not given before it: those about default models that have not ended.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="time">The clock.</param>
    public static IEnumerable<string> Untold(RunPlan plan, TimeProvider time)
    {
        ModelCatalog catalog = ModelCatalog.Shipped;
        DateOnly today = Today(time);
        return plan.Costs
            .Select(cost => cost.Model)
            .Distinct(StringComparer.Ordinal)
            .Where(model => catalog.Find(model) is not CatalogModel known || (catalog.IsDefault(model) && !known.EndsWithin(0, today)))
            .Select(model => catalog.FindPriced(model)?.EndWarning(today))
            .OfType<string>()
            .Where(plan.Warnings.Contains)
            .Distinct(StringComparer.Ordinal);
    }

    private static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, string model, bool isNamed)
    {
        if (LoopbackAddress.Is(target.Realtime)) return;
        DateOnly today = Today(time);
        if (ModelCatalog.Shipped.Find(model) is CatalogModel known
            && (isNamed || known.EndsWithin(0, today))
            && known.EndWarning(today) is string warning)
        {
            sink.Warning(warning);
        }
    }
}
