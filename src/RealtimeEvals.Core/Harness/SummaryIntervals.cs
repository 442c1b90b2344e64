using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Runs;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Harness;

/// <summary>
/// Adds the intervals of 95 % behind the keys of a summary: <c>_low</c> and <c>_high</c> of each rate, mean and percentile, and <c>_n</c>,
/// the number of values. The trials of a case and the turns of a conversation are clusters. Rates have Wilson's interval, means Student's,
/// and percentiles an interval between two of the values; an end that so few values do not give is left out.
/// </summary>
internal static class SummaryIntervals
{
    private static readonly (string Suffix, double Share)[] Percentiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];

    /// <summary>Adds the intervals of everything that the summary has a value for.</summary>
    public static void AddIntervals(this JsonObject summary, RunManifest manifest, RunFigures figures, IDistributions distributions)
    {
        AddPassRate(summary, manifest, figures, distributions);
        foreach (Figure figure in FigureCatalog.All)
        {
            FigureSeries series = figures.Series(figure.Name);
            if (series.Known.Count == 0) continue;
            if (Has(summary, $"{figure.Name}_rate"))
            {
                Add(summary, $"{figure.Name}_rate", ClusteredInterval.OfRate(ClustersOf(series), distributions));
            }

            if (!Has(summary, $"{figure.Name}_avg")) continue;
            Add(summary, $"{figure.Name}_avg", ClusteredInterval.OfMean(ClustersOf(series), distributions));
            AddPercentiles(summary, figure.Name, series, distributions);
            summary[$"{figure.Name}_n"] = series.Known.Count;
        }
    }

    /// <summary>Adds the interval of the pass rate over all planned cases: one that has no result has not passed.</summary>
    private static void AddPassRate(JsonObject summary, RunManifest manifest, RunFigures figures, IDistributions distributions)
    {
        if (!Has(summary, "pass_rate")) return;
        IEnumerable<Cluster> known = figures.Cases.Select(one => new Cluster(one.Passed, one.Trials));
        int missing = Math.Max(0, manifest.Planned - figures.Count);
        Add(summary, "pass_rate", ClusteredInterval.OfRate([.. known, .. Enumerable.Repeat(new Cluster(0, 1), missing)], distributions));
        summary["pass_rate_n"] = manifest.Planned;
    }

    private static void AddPercentiles(JsonObject summary, string name, FigureSeries series, IDistributions distributions)
    {
        (int Case, double Value)[] sorted = [.. series.Cases.Zip(series.Known).OrderBy(static one => one.Second)];
        int[] clusters = [.. sorted.Select(static one => one.Case)];
        double[] values = [.. sorted.Select(static one => one.Value)];
        foreach ((string suffix, double share) in Percentiles)
        {
            (double? low, double? high) = ClusteredPercentile.Of(clusters, values, share, distributions);
            if (low is double from) summary[$"{name}_{suffix}_low"] = from;
            if (high is double to) summary[$"{name}_{suffix}_high"] = to;
        }
    }

    private static IReadOnlyCollection<Cluster> ClustersOf(FigureSeries series) => ClusterSums.Of(series.Cases.Zip(series.Known));

    private static void Add(JsonObject summary, string name, Interval? interval)
    {
        if (interval is not Interval known) return;
        summary[$"{name}_low"] = known.Low;
        summary[$"{name}_high"] = known.High;
    }

    private static bool Has(JsonObject summary, string name) => summary[name] is not null;
}
