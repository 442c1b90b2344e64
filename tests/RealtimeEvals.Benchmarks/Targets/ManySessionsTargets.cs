using System.Globalization;
using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>A thousand sessions at once, and what a session holds while nothing happens.</summary>
internal static class ManySessionsTargets
{
    public static async Task<IEnumerable<Target>> MeasureAsync(LoadOptions paced)
    {
        LoadFigures most = await LoadTool.MeasureAsync("sandbox", paced with { Sessions = 1_000, Turns = 6, TurnSeconds = 5 });
        await using ChildProcess service = ChildProcess.Start("service", "clock");
        await using ChildProcess idle = ChildProcess.Start("idle-client", await service.ReadLineAsync());
        double kib = double.Parse(await idle.ReadLineAsync(), CultureInfo.InvariantCulture);
        return
        [
            Target.Most("1,000 paced sessions for 30 s: missed turns", most.MissedTurns, 0, "",
                FormattableString.Invariant($"of 6,000; lateness p99 {most.LatenessMs.P99:0.0} ms")),
            Target.Most("memory per idle session beyond the socket's own", kib, 32, "KiB"),
        ];
    }
}
