using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>The figures of a run at the top of its section.</summary>
internal static class RunCards
{
    private static readonly string[] Latencies = ["latency_first_audio_ms", "latency_response_done_ms"];

    public static IEnumerable<CardPart> Of(PlotRun run)
    {
        yield return RateOf("pass rate", run.Evidence.Count(Outcome.Pass), run.Planned, tone => tone >= 1 ? "pass" : "plain");
        foreach (Outcome outcome in OutcomeTone.WorstFirst.Where(one => one != Outcome.Pass && run.Evidence.Count(one) > 0))
        {
            string of = FormattableString.Invariant($"of {run.Planned} planned");
            yield return new CardPart(
                WordOf(outcome), FormattableString.Invariant($"{run.Evidence.Count(outcome)}"), of, CaseDetails.ToneOf(outcome));
        }

        foreach (Figure truth in FigureCatalog.All.Where(figure => figure.Sums == FigureSums.Rate))
        {
            (int passed, int known) = run.Truths(truth.Name);
            if (known > 0) yield return RateOf(FigureText.Words(truth.Name), passed, known, _ => "plain");
        }

        foreach (string figure in Latencies)
        {
            if (run.Spread(figure) is not Statistic spread) continue;
            string detail = $"p95 {FigureText.Milliseconds(spread.P95)}, p99 {FigureText.Milliseconds(spread.P99)}";
            yield return new CardPart(
                $"{FigureText.Words(figure)}, p50",
                FigureText.Milliseconds(spread.P50),
                FormattableString.Invariant($"{detail}, n={spread.Count}") + LatencyText.Remark(run.Turns),
                "plain");
        }

        if (run.Sum("output_tokens_total") is double tokens)
        {
            yield return new CardPart("output tokens", FigureText.Number(tokens), "of the agent, all turns", "plain");
        }

        if (run.Has("cost_usd_total"))
        {
            yield return run.Sum("cost_usd_total") is double cost
                ? new CardPart("cost", FigureText.Dollars(cost), "agent and caller", "plain")
                : new CardPart("cost", "not known", "a model has no price", "muted");
        }
    }

    private static CardPart RateOf(string label, int passed, int known, Func<double, string> tone)
    {
        PlotValue rate = FigureText.RateValue(passed, known);
        return rate.Value is double share
            ? new CardPart(label, FigureText.Percent(share), rate.Text[(FigureText.Percent(share).Length + 1)..], tone(share))
            : new CardPart(label, "no case", "", "muted");
    }

    private static string WordOf(Outcome outcome) => outcome switch
    {
        Outcome.Fail => "failed",
        Outcome.Error => "errors",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
