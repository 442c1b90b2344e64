using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>What differs between two runs, paired by case and trial.</summary>
internal static class RunComparison
{
    private const int Resamples = 2000;
    private const int Seed = 1;

    private static readonly string[] Latencies =
        ["latency_first_audio_ms", "end_of_speech_to_first_audio_ms", "latency_response_done_ms"];

    /// <summary>Returns the comparison; null when no case is in both runs.</summary>
    /// <param name="before">The run that is the yardstick.</param>
    /// <param name="after">The run that is held against it.</param>
    public static PlotSheet? Of(PlotRun before, PlotRun after)
    {
        Dictionary<string, EvidenceCase> earlier = before.Evidence.Cases.ToDictionary(one => one.Id, StringComparer.OrdinalIgnoreCase);
        (EvidenceCase Before, EvidenceCase After)[] pairs =
        [
            .. after.Evidence.Cases.Where(one => earlier.ContainsKey(one.Id)).Select(one => (earlier[one.Id], one)),
        ];
        if (pairs.Length == 0) return null;
        int better = pairs.Count(pair => pair.Before.Outcome != Outcome.Pass && pair.After.Outcome == Outcome.Pass);
        int worse = pairs.Count(pair => pair.Before.Outcome == Outcome.Pass && pair.After.Outcome != Outcome.Pass);
        IntervalRow[] rates = [RowOf("pass rate", PlotUnit.Share, [.. pairs.Select(PassChange)])];
        IntervalRow[] latencies =
        [
            .. Latencies.Select(figure => (Figure: figure, Changes: ChangesOf(pairs, figure)))
                .Where(one => one.Changes.Length > 0)
                .Select(one => RowOf(FigureText.Words(one.Figure), PlotUnit.Milliseconds, one.Changes)),
        ];
        var panel = new IntervalPanel("Change of the pass rate", PlotUnit.Share, rates, IsDifference: true)
        {
            Note = FormattableString.Invariant(
                $"{pairs.Length} cases in both runs: {better} pass now, {worse} no longer; the bars are bootstrap intervals at 95 %"),
        };
        PlotPanel[] panels = latencies.Length == 0
            ? [panel]
            : [panel, new IntervalPanel("Change of the mean latency", PlotUnit.Milliseconds, latencies, IsDifference: true)];
        return new PlotSheet(PlotKind.Comparison, "Comparison", $"{before.Name}  \u2192  {after.Name}", panels);
    }

    private static double PassChange((EvidenceCase Before, EvidenceCase After) pair) =>
        (pair.After.Outcome == Outcome.Pass ? 1 : 0) - (pair.Before.Outcome == Outcome.Pass ? 1 : 0);

    /// <summary>Returns the change of a case's mean in each pair where both are known.</summary>
    private static double[] ChangesOf((EvidenceCase Before, EvidenceCase After)[] pairs, string figure) =>
        [.. pairs.Select(pair => MeanOf(pair.After, figure) - MeanOf(pair.Before, figure)).OfType<double>()];

    private static double? MeanOf(EvidenceCase one, string figure)
    {
        double[] known = [.. one.Turns.Select(turn => turn.Number(figure)).OfType<double>().Where(double.IsFinite)];
        return known.Length == 0 ? null : known.Average();
    }

    private static IntervalRow RowOf(string label, PlotUnit unit, double[] changes)
    {
        double mean = changes.Average();
        (double low, double high) = IntervalOf(changes);
        string scale = unit == PlotUnit.Share ? " points" : " ms";
        double factor = unit == PlotUnit.Share ? 100 : 1;
        string text = FormattableString.Invariant(
            $"{mean * factor:+0.0;-0.0;0.0}{scale} [{low * factor:+0.0;-0.0;0.0}, {high * factor:+0.0;-0.0;0.0}] n={changes.Length}");
        return new IntervalRow(label, new PlotValue(mean, text, low, high));
    }

    /// <summary>Returns the percentile bootstrap interval of the mean at 95 % (Efron and Tibshirani, 1993, chapter 13).</summary>
    private static (double Low, double High) IntervalOf(double[] changes)
    {
        var random = new Random(Seed);
        double[] means = new double[Resamples];
        for (int sample = 0; sample < means.Length; sample++)
        {
            double sum = 0;
            for (int i = 0; i < changes.Length; i++) sum += changes[random.Next(changes.Length)];
            means[sample] = sum / changes.Length;
        }

        Array.Sort(means);
        return (Metrics.Statistic.Percentile(means, 0.025), Metrics.Statistic.Percentile(means, 0.975));
    }
}
