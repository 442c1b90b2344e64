using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that count cases by their outcome. Shares are over all cases, so that an error does not shrink the denominator.
/// </summary>
internal static class CountMetric
{
    private static readonly Dictionary<string, Outcome> Counted = new(StringComparer.Ordinal)
    {
        ["passed"] = Outcome.Pass,
        ["failed"] = Outcome.Fail,
        ["errored"] = Outcome.Error,
        ["inconclusive"] = Outcome.Inconclusive,
        ["skipped"] = Outcome.Skipped,
    };

    private static readonly Dictionary<string, Outcome> Shares = new(StringComparer.Ordinal)
    {
        ["pass_rate"] = Outcome.Pass,
        ["fail_rate"] = Outcome.Fail,
        ["error_rate"] = Outcome.Error,
    };

    /// <summary>Metrics that count verdicts. A case without a verdict might have had either one.</summary>
    private static readonly HashSet<string> OfVerdicts = new(StringComparer.Ordinal) { "passed", "failed", "pass_rate", "fail_rate" };

    /// <summary>Whether a metric counts verdicts.</summary>
    public static bool CountsVerdicts(string name) => OfVerdicts.Contains(name) || TrialMetric.IsKnown(name);

    /// <summary>The names of the metrics; those of <c>pass^k</c> and <c>pass@k</c> are known by their form.</summary>
    public static IEnumerable<string> Names => ["cases", .. Counted.Keys, .. Shares.Keys, .. TrialMetric.Names];

    /// <summary>The names of the metrics that have an interval.</summary>
    public static IEnumerable<string> WithInterval => [.. Shares.Keys, TrialMetric.FlakyRate];

    /// <summary>
    /// Returns the value over the cases, of which there must be at least one; null when the name is not one of these metrics.
    /// </summary>
    public static MetricValue? Find(string name, IReadOnlyCollection<EvidenceCase> cases, MetricIntervals intervals)
    {
        if (name == "cases") return new MetricValue(cases.Count, cases.Count);
        if (Counted.TryGetValue(name, out Outcome counted)) return new MetricValue(Count(cases, counted), cases.Count);
        if (!Shares.TryGetValue(name, out Outcome shared)) return TrialMetric.Find(name, cases, intervals);
        Observation[] observed = [.. cases.Select(one => new Observation(one.ClusterNumber, one.Outcome == shared ? 1 : 0))];
        return intervals.OfShare(observed);
    }

    private static int Count(IEnumerable<EvidenceCase> cases, Outcome outcome) => cases.Count(one => one.Outcome == outcome);
}
