using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>
/// How far the pace of one session drifts in five minutes of speech. It takes that long, and next to nothing of the machine.
/// </summary>
internal static class DriftTarget
{
    private const int Seconds = 300;

    public static async Task<IEnumerable<Target>> MeasureAsync()
    {
        var options = new LoadOptions(LoadClient.Ours, "", Sessions: 1, Turns: 1, TurnSeconds: Seconds);
        LoadFigures figures = await LoadTool.MeasureAsync("clock", options);
        double? percent = figures.MissedTurns == 0 ? 100 * figures.DriftMs / 1_000 / Seconds : null;
        return [Target.Most("pacing drift over 5 minutes", percent, 0.01, "%", FormattableString.Invariant($"{figures.DriftMs:0.00} ms"))];
    }
}
