using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>How latency is spread for each outcome, and how it goes with the length of the answer.</summary>
internal static class DetailPanels
{
    private const string Latency = "latency_response_done_ms";
    private const int MostDots = 500;

    public static PlotSheet? Of(PlotRun run)
    {
        (Outcome Outcome, double Latency, double? Tokens)[] turns =
        [
            .. from one in run.Evidence.Cases
               from turn in one.Turns
               let latency = turn.Number(Latency)
               where latency is double known && double.IsFinite(known)
               select (one.Outcome, latency.Value, Finite(turn.Number("output_tokens"))),
        ];
        if (turns.Length == 0) return null;
        PlotPanel?[] panels = [HistogramOf(run, turns), ScatterOf(turns)];
        return new PlotSheet(PlotKind.DetailPanels, "Response latency in detail", run.Subtitle, [.. panels.OfType<PlotPanel>()]);
    }

    private static LinePanel HistogramOf(PlotRun run, (Outcome Outcome, double Latency, double? Tokens)[] turns)
    {
        double low = turns.Min(turn => turn.Latency);
        double most = turns.Max(turn => turn.Latency);

        // A few turns that took very long would leave all others one bar.
        double high = turns.Length >= 100 ? Statistic.Percentile([.. turns.Select(turn => turn.Latency).Order()], 0.99) : most;
        int beyond = turns.Count(turn => turn.Latency > high);
        int bins = Math.Clamp(turns.Length, 6, 14);
        double width = high > low ? (high - low) / bins : Math.Max(1, high / bins);
        PlotLine[] lines =
        [
            .. turns.GroupBy(turn => turn.Outcome)
                .OrderByDescending(group => OutcomeTone.Rank(group.Key))
                .Select(group => LineOf(group.Key, [.. group.Select(turn => turn.Latency).Where(one => one <= high)], low, width, bins)),
        ];
        Statistic spread = run.Spread(Latency)!;
        return new LinePanel(
            "Turns by latency of the response",
            new PlotAxis("latency", PlotUnit.Milliseconds),
            new PlotAxis("turns", PlotUnit.Number),
            lines)
        {
            Marks = [new PlotMark(spread.P50, $"median {FigureText.Milliseconds(spread.P50)}")],
            Note = beyond == 0 ? "" : FormattableString.Invariant($"{beyond} turns took longer, up to {FigureText.Milliseconds(most)}."),
        };
    }

    private static PlotLine LineOf(Outcome outcome, double[] latencies, double low, double width, int bins)
    {
        int[] counts = new int[bins];
        foreach (double latency in latencies) counts[Math.Min(bins - 1, (int)((latency - low) / width))]++;
        PlotPoint[] points =
        [
            new(low, 0),
            .. counts.SelectMany((count, bin) => new PlotPoint[] { new(low + bin * width, count), new(low + (bin + 1) * width, count) }),
            new(low + bins * width, 0),
        ];
        string name = FormattableString.Invariant($"{outcome} (n={latencies.Length})");
        return new PlotLine(new PlotSeries(name, OutcomeTone.Of(outcome)), points, LineShape.Steps);
    }

    private static LinePanel? ScatterOf((Outcome Outcome, double Latency, double? Tokens)[] turns)
    {
        (Outcome Outcome, double Latency, double? Tokens)[] known = [.. turns.Where(turn => turn.Tokens is not null)];
        if (known.Length == 0) return null;
        int step = (known.Length + MostDots - 1) / MostDots;
        PlotLine[] lines =
        [
            .. known.Where((_, index) => index % step == 0)
                .GroupBy(turn => turn.Outcome)
                .OrderByDescending(group => OutcomeTone.Rank(group.Key))
                .Select(group => new PlotLine(
                    new PlotSeries(group.Key.ToString(), OutcomeTone.Of(group.Key)),
                    [.. group.Select(turn => new PlotPoint(turn.Tokens!.Value, turn.Latency))],
                    LineShape.Dots)),
        ];
        return new LinePanel(
            "Latency by output tokens",
            new PlotAxis("output tokens", PlotUnit.Number),
            new PlotAxis("latency", PlotUnit.Milliseconds),
            lines)
        {
            Note = step > 1 ? FormattableString.Invariant($"Every {step}th of {known.Length} turns is shown.") : "",
        };
    }

    private static double? Finite(double? value) => value is double known && double.IsFinite(known) ? known : null;
}
