using System.Globalization;
using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>Paced sessions: how late, how many at once, and what they take.</summary>
internal static class PacingTargets
{
    /// <summary>Measures, once each: what is longer is measured by <c>load</c>.</summary>
    public static async Task<IEnumerable<Target>> MeasureAsync(TimeSpan slowdown)
    {
        var options = new LoadOptions(LoadClient.Ours, "", Sessions: 200, Turns: 6, TurnSeconds: 3) { Slowdown = slowdown };
        LoadFigures many = await LoadTool.MeasureAsync("sandbox", options);
        LoadFigures theirs = await LoadTool.MeasureAsync("sandbox", options with { Client = LoadClient.OpenAI });
        LoadFigures most = await LoadTool.MeasureAsync("sandbox", options with { Sessions = 1_000, Turns = 5, TurnSeconds = 5 });
        await using ChildProcess service = ChildProcess.Start("service", "clock");
        await using ChildProcess idle = ChildProcess.Start("idle-client", await service.ReadLineAsync());
        double kib = double.Parse(await idle.ReadLineAsync(), CultureInfo.InvariantCulture);
        return
        [
            Target.Most("200 paced sessions: lateness p99", many.LatenessMs.P99, 3, "ms", Lateness(many, theirs)),
            Target.Most("200 paced sessions: missed chunks", many.MissedChunks, 0, "",
                FormattableString.Invariant($"of {many.Chunks:#,0}")),
            Target.Most("200 paced sessions: the client's share of a core", 100 * many.CoreShare, 30, "%",
                FormattableString.Invariant($"OpenAI's client {100 * theirs.CoreShare:0}")),
            Target.Most("1,000 paced sessions: missed turns", most.MissedTurns, 0, "",
                FormattableString.Invariant($"of {most.Sessions * 5:#,0}; lateness p99 {most.LatenessMs.P99:0.0} ms")),
            Target.Most("memory per idle session beyond the socket's own", kib, 32, "KiB"),
        ];
    }

    private static string Lateness(LoadFigures ours, LoadFigures theirs) => FormattableString.Invariant(
        $"p50 {ours.LatenessMs.P50:0.0}, max {ours.LatenessMs.Max:0.0}; a timer for each chunk: p99 {theirs.LatenessMs.P99:0.0}");
}
