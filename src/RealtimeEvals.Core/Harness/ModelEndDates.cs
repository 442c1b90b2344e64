using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>
/// Warns before anything is spent on a model that has ended or is about to. A default that still works is the product's care and not the
/// user's.
/// </summary>
internal static class ModelEndDates
{
    /// <summary>Warns of each model that the catalog gives an end; what runs on this machine has no end.</summary>
    public static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, params ReadOnlySpan<string> models)
    {
        foreach (string model in models) Warn(target, sink, time, model, isNamed: !ModelCatalog.Shipped.IsDefault(model));
    }

    /// <summary>Warns of the model of the caller's speech where the user named it or its source.</summary>
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
