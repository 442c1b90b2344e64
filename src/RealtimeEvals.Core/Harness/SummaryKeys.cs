using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>The keys that the summaries of all harnesses have.</summary>
internal static class SummaryKeys
{
    /// <summary>The name of the file in its run folder.</summary>
    public const string FileName = "summary.json";

    /// <summary>The sum of the figures that are known; null when none is.</summary>
    public static long? Total(this IEnumerable<int?> values)
    {
        int[] known = [.. values.OfType<int>()];
        return known.Length == 0 ? null : known.Sum(value => (long)value);
    }

    /// <summary>Adds mean and percentiles of a figure; nothing where there is none.</summary>
    public static void AddStatistic(this JsonObject summary, string name, IEnumerable<double?> values)
    {
        if (Statistic.Of(values) is not Statistic statistic) return;
        summary[$"{name}_avg"] = statistic.Mean;
        summary[$"{name}_p50"] = statistic.P50;
        summary[$"{name}_p95"] = statistic.P95;
        summary[$"{name}_p99"] = statistic.P99;
    }

    /// <summary>Adds where the run stands and how many cases had which outcome; the pass rate is over all planned cases.</summary>
    public static void AddOutcomes(this JsonObject summary, RunManifest manifest, IReadOnlyCollection<Outcome> outcomes)
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
        foreach ((string name, Outcome outcome) in counts) summary[name] = outcomes.Count(one => one == outcome);
        summary["pass_rate"] = manifest.Planned > 0 ? (double)outcomes.Count(one => one == Outcome.Pass) / manifest.Planned : null;
    }
}
