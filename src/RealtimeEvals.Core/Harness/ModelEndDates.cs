using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>Warns before anything is spent on a model that has ended or is about to.</summary>
internal static class ModelEndDates
{
    /// <summary>Warns of each model that the catalog gives an end; what runs on this machine has no end.</summary>
    public static void Warn(ServiceTarget target, IRunSink sink, TimeProvider time, params ReadOnlySpan<string> models)
    {
        if (target.Realtime.IsLoopback) return;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (string model in models)
        {
            if (ModelCatalog.Shipped.Find(model)?.EndWarning(today) is string warning) sink.Warning(warning);
        }
    }
}
