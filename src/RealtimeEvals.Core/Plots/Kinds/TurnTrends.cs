using RealtimeEvals.Gates;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>How latency and grades change over the turns of conversations.</summary>
internal static class TurnTrends
{
    private const int MostGraders = 3;

    public static PlotSheet? Of(PlotRun run)
    {
        IGrouping<int, EvidenceRow>[] turns =
        [
            .. run.Turns.Where(turn => turn.Number("turn_index") is >= 1 and < 10_000)
                .GroupBy(turn => (int)turn.Number("turn_index")!.Value)
                .OrderBy(group => group.Key),
        ];
        if (turns.Length < 2) return null;
        IEnumerable<string> names = turns.SelectMany(group => group.SelectMany(turn => turn.GradeNames));
        string[] grades = [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        PlotTone[] tones = [PlotTone.First, PlotTone.Second, PlotTone.Third];
        PlotLine[] latencies = [.. LinesOf(turns, ["latency_first_audio_ms", "latency_response_done_ms"], tones)];
        PlotLine[] scores = [.. LinesOf(turns, [.. grades.Take(MostGraders)], tones)];
        PlotPanel?[] panels =
        [
            latencies.Length == 0 ? null : new LinePanel(
                "Mean latency by turn", new PlotAxis("turn", PlotUnit.Count), new PlotAxis("latency", PlotUnit.Milliseconds), latencies)
            {
                Note = CountsOf(turns),
            },
            scores.Length == 0 ? null : new LinePanel(
                "Mean grade by turn", new PlotAxis("turn", PlotUnit.Count), new PlotAxis("", PlotUnit.Share), scores)
            {
                Note = grades.Length > MostGraders
                    ? FormattableString.Invariant($"Of {grades.Length} graders the first {MostGraders}; all are in results.csv.")
                    : "",
            },
        ];
        return panels.Any(panel => panel is not null)
            ? new PlotSheet(PlotKind.TurnTrends, "Turn by turn", run.Subtitle, [.. panels.OfType<PlotPanel>()])
            : null;
    }

    private static IEnumerable<PlotLine> LinesOf(IGrouping<int, EvidenceRow>[] turns, string[] figures, PlotTone[] tones)
    {
        foreach ((string figure, PlotTone tone) in figures.Zip(tones))
        {
            PlotPoint[] points = [.. turns.Select(group => PointOf(group, figure)).OfType<PlotPoint>()];
            if (points.Length > 0) yield return new PlotLine(new PlotSeries(PlotLabel.Of(FigureText.Words(figure)), tone), points);
        }
    }

    private static PlotPoint? PointOf(IGrouping<int, EvidenceRow> turn, string figure)
    {
        double[] known = [.. turn.Select(row => row.Number(figure)).OfType<double>().Where(double.IsFinite)];
        return known.Length == 0 ? null : new PlotPoint(turn.Key, known.Average());
    }

    private static string CountsOf(IGrouping<int, EvidenceRow>[] turns)
    {
        const int Most = 8;
        string counts = string.Join(", ", turns.Take(Most).Select(group => FormattableString.Invariant($"{group.Key}: {group.Count()}")));
        return $"Turns behind each point: {counts}{(turns.Length > Most ? ", ..." : "")}";
    }
}
