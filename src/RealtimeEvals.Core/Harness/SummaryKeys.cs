using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Adds the keys that the summaries of all harnesses share.</summary>
internal static class SummaryKeys
{
    /// <summary>Returns the content of the file.</summary>
    public static byte[] ToFile(this JsonObject summary) => Encoding.UTF8.GetBytes(summary.ToJsonString(RunJson.Indented) + "\n");

    /// <summary>
    /// Adds pass^k and pass@k for each k up to the highest number of trials of a case, and the number of flaky cases; nothing if each case
    /// was run once.
    /// </summary>
    public static void AddTrials(this JsonObject summary, RunFigures figures)
    {
        IEnumerable<(int, int)> cases = figures.Cases.Select(one => (one.Trials, one.Passed));
        int most = figures.Cases.Count == 0 ? 0 : figures.Cases.Max(one => one.Trials);
        if (most < 2) return;
        for (int k = 1; k <= most; k++)
        {
            (double? value, int count) = PassHatK.Of(cases, k);
            summary[FormattableString.Invariant($"pass^{k}")] = value;
            summary[FormattableString.Invariant($"pass^{k}_n")] = count;
            summary[FormattableString.Invariant($"pass@{k}")] = PassAtK.Of(cases, k).Value;
        }

        summary["flaky"] = figures.Cases.Count(one => one.IsFlaky);
    }

    /// <summary>Adds mean and percentiles of a figure; nothing if no value is known.</summary>
    public static void AddStatistic(this JsonObject summary, string name, IEnumerable<double> values)
    {
        if (Statistic.Of(values.Select(value => (double?)value)) is not Statistic statistic) return;
        summary[$"{name}_avg"] = statistic.Mean;
        summary[$"{name}_p50"] = statistic.P50;
        summary[$"{name}_p95"] = statistic.P95;
        summary[$"{name}_p99"] = statistic.P99;
    }

    /// <summary>Adds mean and percentiles of figures.</summary>
    public static void AddStatistics(this JsonObject summary, RunFigures figures, params string[] names)
    {
        foreach (string name in names) summary.AddStatistic(name, figures.Series(name).Known);
    }

    /// <summary>
    /// Adds sums of figures over whole cases: a conversation also has tokens of its caller that belong to no turn. The sum is that of the
    /// known values, and null if none is known.
    /// </summary>
    public static void AddTotals(this JsonObject summary, RunFigures figures, params string[] names)
    {
        foreach (string name in names)
        {
            IReadOnlyList<double> known = figures.OfWholes(name).Known;
            summary[$"{name}_total"] = known.Count == 0 ? null : (long)known.Sum();
        }
    }

    /// <summary>
    /// Adds the cost of all cases in US dollars: null if the cost of any case is not known, because a partial sum would be misleading.
    /// </summary>
    public static void AddCost(this JsonObject summary, RunFigures figures) => summary["cost_usd_total"] = figures.CostUsd;

    /// <summary>Adds the share of known values of a yes-or-no figure that are true, and the number of known values.</summary>
    public static void AddRate(this JsonObject summary, RunFigures figures, string name)
    {
        IReadOnlyList<double> known = figures.Series(name).Known;
        summary[$"{name}_rate"] = known.Count == 0 ? null : known.Average();
        summary[$"{name}_n"] = known.Count;
    }

    /// <summary>Adds the figures that a summary should contain and that have not been added yet.</summary>
    public static void AddOtherFigures(this JsonObject summary, RunFigures figures)
    {
        foreach (Figure figure in FigureCatalog.All.Where(figure => figures.Series(figure.Name).Count > 0))
        {
            if (figure.Sums.HasFlag(FigureSums.Spread) && !summary.ContainsKey($"{figure.Name}_avg"))
            {
                summary.AddStatistics(figures, figure.Name);
            }

            if (figure.Sums.HasFlag(FigureSums.Total) && !summary.ContainsKey($"{figure.Name}_total"))
            {
                summary.AddTotals(figures, figure.Name);
            }

            if (figure.Sums.HasFlag(FigureSums.Rate) && !summary.ContainsKey($"{figure.Name}_rate"))
            {
                summary.AddRate(figures, figure.Name);
            }
        }
    }

    /// <summary>Adds the state of the run and the counts of outcomes; the pass rate is over all planned cases.</summary>
    public static void AddOutcomes(this JsonObject summary, RunManifest manifest, RunFigures figures)
    {
        summary["state"] = manifest.State.ToString().ToLowerInvariant();
        summary["provider"] = manifest.Provider;
        summary["planned"] = manifest.Planned;
        (string, Outcome)[] counts =
        [
            ("passed", Outcome.Pass),
            ("failed", Outcome.Fail),
            ("errored", Outcome.Error),
            ("inconclusive", Outcome.Inconclusive),
            ("skipped", Outcome.Skipped),
        ];
        foreach ((string name, Outcome outcome) in counts) summary[name] = figures.CountOf(outcome);
        summary["pass_rate"] = manifest.Planned > 0 ? (double)figures.CountOf(Outcome.Pass) / manifest.Planned : null;
    }
}
