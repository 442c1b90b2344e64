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

    private static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, string model, bool isNamed)
    {
        if (LoopbackAddress.Is(target.Realtime)) return;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (ModelCatalog.Shipped.Find(model) is CatalogModel known
            && (isNamed || known.EndsWithin(0, today))
            && known.EndWarning(today) is string warning)
        {
            sink.Warning(warning);
        }
    }
}
