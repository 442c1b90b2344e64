using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>Whether reported latencies are true: against a service that tells its own clock.</summary>
internal static class LatencyTargets
{
    public static async Task<IEnumerable<Target>> MeasureAsync(LoadOptions paced)
    {
        LoadFigures many = await LoadTool.MeasureAsync("clock", paced);
        string about = FormattableString.Invariant($"p50 {many.LatencyErrorMs?.P50:0.00}, p95 {many.LatencyErrorMs?.P95:0.00}; ")
            + FormattableString.Invariant($"stamped {many.ArrivalLagMs?.P99:0.00} ms (p99) after it was sent");
        return
        [
            Target.Most("first audio against the service's clock, 200 sessions: error p99", many.LatencyErrorMs?.P99, 1, "ms", about),
        ];
    }
}
