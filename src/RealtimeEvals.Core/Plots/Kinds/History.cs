using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>Pass rate and latency of several runs, the oldest first.</summary>
internal static class History
{
    private const int MostRuns = 30;

    /// <summary>Returns the history; null when no run has a case.</summary>
    public static PlotSheet? Of(IReadOnlyList<PlotRun> runs)
    {
        PlotRun[] known = [.. runs.Where(run => run.Planned > 0).OrderBy(TimeOf).ThenBy(run => run.Name, StringComparer.Ordinal)];
        PlotRun[] shown = [.. known.TakeLast(MostRuns)];
        if (shown.Length == 0) return null;
        var rates = new IntervalPanel("Pass rate", PlotUnit.Share, [.. shown.Select(run => new IntervalRow(
            run.Name, FigureText.RateValue(run.Evidence.Count(Outcome.Pass), run.Planned), PlotTone.Pass))])
        {
            Note = "Wilson intervals at 95 %"
                + (known.Length > MostRuns ? FormattableString.Invariant($"; the newest {MostRuns} of {known.Length} runs") : ""),
        };
        BarRow[] latencies = [.. shown.Select(LatencyOf).OfType<BarRow>()];
        PlotSeries[] series = [new("p50", PlotTone.First), new("p95", PlotTone.Second)];
        PlotPanel[] panels =
            latencies.Length == 0 ? [rates] : [rates, new BarPanel("First audio", PlotUnit.Milliseconds, series, latencies)];
        string runsOf = FormattableString.Invariant($"{shown.Length} run{(shown.Length == 1 ? "" : "s")}, the oldest first");
        return new PlotSheet(PlotKind.History, "Runs over time", runsOf, panels);
    }

    private static DateTimeOffset TimeOf(PlotRun run) => run.Manifest?.StartedAt ?? DateTimeOffset.MaxValue;

    private static BarRow? LatencyOf(PlotRun run) => run.Spread("latency_first_audio_ms") is Statistic spread
        ? new BarRow(FormattableString.Invariant($"{run.Name} (n={spread.Count})"), [
            new PlotValue(spread.P50, FigureText.Milliseconds(spread.P50)),
            new PlotValue(spread.P95, FigureText.Milliseconds(spread.P95))])
        : null;
}
