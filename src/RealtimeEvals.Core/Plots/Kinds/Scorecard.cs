using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>The run at a glance: rates, latency, tokens, and how its cases ended.</summary>
internal static class Scorecard
{
    private const int MostRates = 14;

    private static readonly string[] Latencies =
        ["latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms", "end_of_speech_to_first_audio_ms"];

    private static readonly string[] Tokens = ["output_tokens", "output_audio_tokens", "output_text_tokens"];

    public static PlotSheet Of(PlotRun run)
    {
        PlotPanel?[] panels = [RatesOf(run), OutcomesOf(run), LatencyOf(run), TokensOf(run)];
        return new PlotSheet(PlotKind.Scorecard, "Scorecard", run.Subtitle, [.. panels.OfType<PlotPanel>()]);
    }

    private static IntervalPanel RatesOf(PlotRun run)
    {
        var rows = new List<IntervalRow>
        {
            new("pass rate", FigureText.RateValue(run.Evidence.Count(Outcome.Pass), run.Planned), PlotTone.Pass),
        };
        foreach (string truth in FigureCatalog.All.Where(figure => figure.Sums == FigureSums.Rate).Select(figure => figure.Name))
        {
            (int passed, int known) = run.Truths(truth);
            if (known > 0) rows.Add(new IntervalRow(FigureText.Words(truth), FigureText.RateValue(passed, known), PlotTone.Second));
        }

        IEnumerable<string> shares = ["grade", "tool_call_correctness", "tool_call_arg_correctness"];
        IEnumerable<(string Name, double[] Values)> graded = shares.Select(share => (share, run.Values(share)))
            .Concat(run.Grades().Select(grade => (grade.Key, grade.Value)));
        rows.AddRange(graded.Where(one => one.Values.Length > 0).Select(one => RowOf(run, one.Name, one.Values)));
        int hidden = rows.Count - MostRates;
        return new IntervalPanel("Rates", PlotUnit.Share, [.. rows.Take(MostRates)])
        {
            Note = "Wilson intervals at 95 %"
                + (hidden > 0 ? FormattableString.Invariant($"; {hidden} more rates are in summary.json") : ""),
        };
    }

    /// <summary>Returns the mean of a grade; it has an interval where all grades are 0 or 1.</summary>
    private static IntervalRow RowOf(PlotRun run, string name, double[] values)
    {
        string label = PlotLabel.Of(FigureText.Words(name));
        double mean = run.Sum($"{name}_mean") ?? values.Average();
        bool isShare = values.All(value => value is 0 or 1) && Math.Abs(mean - values.Average()) < 1e-9;
        Interval? interval = isShare ? WilsonInterval.Of((int)values.Sum(), values.Length) : null;
        return new IntervalRow(
            label, new PlotValue(mean, PassRateText.Of(mean, interval, values.Length), interval?.Low, interval?.High));
    }

    private static SharePanel OutcomesOf(PlotRun run)
    {
        List<ShareSlice> slices =
        [
            .. Enum.GetValues<Outcome>().OrderByDescending(OutcomeTone.Rank)
                .Select(outcome => SliceOf(outcome.ToString(), run.Evidence.Count(outcome), OutcomeTone.Of(outcome))),
            SliceOf("No result", run.Planned - run.Evidence.Cases.Count, PlotTone.Muted),
        ];
        slices.RemoveAll(slice => slice.Count <= 0);
        string[] stages =
        [
            .. run.Evidence.Cases.Select(one => one.Whole.Text("failure_stage"))
                .Where(stage => stage.Length > 0)
                .GroupBy(stage => stage, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Take(2)
                .Select(group => FormattableString.Invariant($"{PlotLabel.Of(group.Key)} {group.Count()}")),
        ];
        return new SharePanel("Outcomes", FormattableString.Invariant($"{run.Planned} planned"), slices)
        {
            Note = stages.Length > 0 ? $"Most frequent failures: {string.Join(", ", stages)}" : "",
        };
    }

    private static ShareSlice SliceOf(string label, int count, PlotTone tone) =>
        new(label, count, FormattableString.Invariant($"{count}"), tone);

    private static BarPanel? LatencyOf(PlotRun run) => SpreadsOf(run, "Latency", PlotUnit.Milliseconds, Latencies, spread =>
        [("p50", spread.P50), ("p95", spread.P95), ("p99", spread.P99)]);

    private static BarPanel? TokensOf(PlotRun run) => SpreadsOf(run, "Output tokens a turn", PlotUnit.Number, Tokens, spread =>
        [("mean", spread.Mean), ("p50", spread.P50), ("p95", spread.P95)]);

    private static BarPanel? SpreadsOf(
        PlotRun run, string title, PlotUnit unit, string[] figures, Func<Statistic, (string Name, double Value)[]> take)
    {
        var rows = new List<BarRow>();
        string[] names = [];
        foreach (string figure in figures)
        {
            if (run.Spread(figure) is not Statistic spread) continue;
            (string Name, double Value)[] values = take(spread);
            names = [.. values.Select(value => value.Name)];
            string label = FormattableString.Invariant($"{FigureText.Words(figure)} (n={spread.Count})");
            rows.Add(new BarRow(label, [.. values.Select(value => new PlotValue(value.Value, FigureText.Of(value.Value, unit)))]));
        }

        PlotTone[] tones = [PlotTone.First, PlotTone.Second, PlotTone.Third];
        return rows.Count == 0 ? null : new BarPanel(title, unit, [.. names.Zip(tones, (name, tone) => new PlotSeries(name, tone))], rows);
    }
}
