using RealtimeEvals.Metrics;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>The empirical distribution of latencies: the share of turns that were as fast or faster.</summary>
internal static class LatencyEcdf
{
    private const int MostPoints = 400;

    private static readonly (string Figure, PlotTone Tone)[] Figures =
    [
        ("latency_first_audio_ms", PlotTone.First),
        ("end_of_speech_to_first_audio_ms", PlotTone.Second),
        ("latency_response_done_ms", PlotTone.Third),
    ];

    public static PlotSheet? Of(PlotRun run)
    {
        PlotLine[] lines = [.. Figures.Select(one => LineOf(run, one.Figure, one.Tone)).OfType<PlotLine>()];
        if (lines.Length == 0) return null;
        string figure = Figures.First(one => run.Values(one.Figure).Length > 0).Figure;
        Statistic spread = run.Spread(figure)!;
        var panel = new LinePanel(
            "Share of turns answered within a time",
            new PlotAxis("latency", PlotUnit.Milliseconds),
            new PlotAxis("", PlotUnit.Share),
            lines)
        {
            Marks =
            [
                new PlotMark(spread.P50, $"p50 {FigureText.Milliseconds(spread.P50)}"),
                new PlotMark(spread.P95, $"p95 {FigureText.Milliseconds(spread.P95)}"),
                new PlotMark(spread.P99, $"p99 {FigureText.Milliseconds(spread.P99)}"),
            ],
            Note = $"The marks are those of {FigureText.Words(figure)}.{DoubtOf(run)}",
        };
        return new PlotSheet(PlotKind.LatencyEcdf, "Latency", run.Subtitle, [panel]);
    }

    private static string DoubtOf(PlotRun run)
    {
        double[] known = run.Values(LatencyDoubt.FigureName);
        int doubtful = known.Count(static value => LatencyDoubt.IsDoubtful(value));
        return doubtful == 0 ? ""
            : FormattableString.Invariant($" Uncertain, since the machine was too busy: {doubtful} of {known.Length} turns.");
    }

    private static PlotLine? LineOf(PlotRun run, string figure, PlotTone tone)
    {
        double[] sorted = [.. run.Values(figure).Order()];
        if (sorted.Length == 0) return null;
        // A curve of more points looks the same, and its file is much larger.
        int count = Math.Min(sorted.Length, MostPoints);
        IEnumerable<int> ranks = Enumerable.Range(1, count).Select(index => (int)((long)index * sorted.Length / count));
        PlotPoint[] points = [new(sorted[0], 0), .. ranks.Select(rank => new PlotPoint(sorted[rank - 1], (double)rank / sorted.Length))];
        string name = FormattableString.Invariant($"{FigureText.Words(figure)} (n={sorted.Length})");
        return new PlotLine(new PlotSeries(name, tone), points, LineShape.Steps);
    }
}
