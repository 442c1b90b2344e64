using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>Whether reported latencies are true: against a service that tells its own clock.</summary>
internal static class LatencyTargets
{
    public static async Task<IEnumerable<Target>> MeasureAsync(LoadOptions paced)
    {
        LoadFigures many = await LoadTool.MeasureAsync("clock", paced);
        string about = FormattableString.Invariant($"p50 {many.ArrivalLagMs?.P50:0.00}, p95 {many.ArrivalLagMs?.P95:0.00}; ")
            + FormattableString.Invariant($"with the service's wait to read the request p99 {many.LatencyErrorMs?.P99:0.00}");
        return
        [
            Target.Most("first audio of 200 sessions, stamped after the service sent it: p99", many.ArrivalLagMs?.P99, 1, "ms", about),
        ];
    }
}
