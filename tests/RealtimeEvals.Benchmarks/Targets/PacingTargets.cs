using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>How late the appends of paced sessions are, and what that takes. Once: what is longer is measured by <c>load</c>.</summary>
internal static class PacingTargets
{
    public static async Task<IEnumerable<Target>> MeasureAsync(LoadOptions paced)
    {
        LoadFigures ours = await LoadTool.MeasureAsync("sandbox", paced);
        LoadFigures theirs = await LoadTool.MeasureAsync("sandbox", paced with { Client = LoadClient.OpenAI });
        string lateness = FormattableString.Invariant($"p50 {ours.LatenessMs.P50:0.0}, max {ours.LatenessMs.Max:0.0}; ")
            + FormattableString.Invariant($"a timer for each chunk: p99 {theirs.LatenessMs.P99:0.0}");
        string name = FormattableString.Invariant($"{paced.Sessions} paced sessions");
        return
        [
            Target.Most($"{name}: lateness p99", ours.LatenessMs.P99, 3, "ms", lateness),
            Target.Most($"{name}: missed chunks", ours.MissedChunks, 0, "", FormattableString.Invariant($"of {ours.Chunks:#,0}")),
            Target.Most($"{name}: the client's share of a core", 100 * ours.CoreShare, 30, "%",
                FormattableString.Invariant($"OpenAI's client {100 * theirs.CoreShare:0}")),
        ];
    }
}
