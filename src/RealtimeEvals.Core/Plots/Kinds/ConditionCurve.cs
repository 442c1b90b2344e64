using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Gates;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>What each audio condition costs: the pass rate and the latency under it, the clean one first.</summary>
internal static class ConditionCurve
{
    private const int MostConditions = 30;

    public static PlotSheet? Of(PlotRun run)
    {
        (string Name, EvidenceCase[] Cases)[] conditions =
        [
            .. run.Evidence.Cases.Where(one => one.Whole.Text("condition").Length > 0)
                .GroupBy(one => one.Whole.Text("condition"), StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToArray()))
                .OrderByDescending(group => group.Key == AudioCondition.Clean)
                .ThenByDescending(group => (double)group.Item2.Count(one => one.Outcome == Outcome.Pass) / group.Item2.Length)
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(MostConditions),
        ];
        if (conditions.Length == 0) return null;
        var rates = new IntervalPanel("Pass rate by condition", PlotUnit.Share, [.. conditions.Select(RateOf)])
        {
            Note = "Wilson intervals at 95 %",
        };
        BarRow[] latencies = [.. conditions.Select(LatencyOf).OfType<BarRow>()];
        PlotSeries[] series = [new("p50", PlotTone.First), new("p95", PlotTone.Second)];
        PlotPanel[] panels = latencies.Length == 0
            ? [rates]
            : [rates, new BarPanel("First audio by condition", PlotUnit.Milliseconds, series, latencies)];
        return new PlotSheet(PlotKind.ConditionCurve, "Audio conditions", run.Subtitle, panels);
    }

    private static IntervalRow RateOf((string Name, EvidenceCase[] Cases) condition) =>
        new(
            PlotLabel.Of(condition.Name),
            FigureText.RateValue(condition.Cases.Count(one => one.Outcome == Outcome.Pass), condition.Cases.Length),
            PlotTone.Pass);

    private static BarRow? LatencyOf((string Name, EvidenceCase[] Cases) condition)
    {
        IEnumerable<double?> values = condition.Cases
            .Select(one => one.Whole.Number("latency_first_audio_ms"))
            .Where(value => value is double known && double.IsFinite(known));
        return Statistic.Of(values) is Statistic spread
            ? new BarRow(
                FormattableString.Invariant($"{PlotLabel.Of(condition.Name)} (n={spread.Count})"),
                [
                    new PlotValue(spread.P50, FigureText.Milliseconds(spread.P50)),
                    new PlotValue(spread.P95, FigureText.Milliseconds(spread.P95)),
                ])
            : null;
    }
}
