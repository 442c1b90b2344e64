using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that count cases by their outcome. Shares are over all cases, so that an error does not shrink the denominator.
/// </summary>
internal static class CountMetric
{
    private const string PassHatKPrefix = "pass^";

    private static readonly Dictionary<string, Func<IReadOnlyCollection<EvidenceCase>, double>> Known = new(StringComparer.Ordinal)
    {
        ["cases"] = static cases => cases.Count,
        ["passed"] = static cases => Count(cases, Outcome.Pass),
        ["failed"] = static cases => Count(cases, Outcome.Fail),
        ["errored"] = static cases => Count(cases, Outcome.Error),
        ["inconclusive"] = static cases => Count(cases, Outcome.Inconclusive),
        ["skipped"] = static cases => Count(cases, Outcome.Skipped),
        ["pass_rate"] = static cases => (double)Count(cases, Outcome.Pass) / cases.Count,
        ["fail_rate"] = static cases => (double)Count(cases, Outcome.Fail) / cases.Count,
        ["error_rate"] = static cases => (double)Count(cases, Outcome.Error) / cases.Count,
    };

    /// <summary>Metrics that count verdicts. A case without a verdict might have had either one.</summary>
    private static readonly HashSet<string> OfVerdicts = new(StringComparer.Ordinal) { "passed", "failed", "pass_rate", "fail_rate" };

    /// <summary>Whether a metric counts verdicts.</summary>
    public static bool CountsVerdicts(string name) => OfVerdicts.Contains(name) || IsPassHatK(name);

    /// <summary>The names of the metrics.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>
    /// Returns the value over the cases, of which there must be at least one; null when the name is not one of these metrics.
    /// </summary>
    public static MetricValue? Find(string name, IReadOnlyCollection<EvidenceCase> cases)
    {
        if (Known.TryGetValue(name, out Func<IReadOnlyCollection<EvidenceCase>, double>? measure))
        {
            return new MetricValue(measure(cases), cases.Count);
        }

        return TrialsOf(name) is int k ? OfTrials(k, cases) : null;
    }

    /// <summary>Whether a name is pass^k with k of at least 1.</summary>
    public static bool IsPassHatK(string name) => TrialsOf(name) is not null;

    private static int? TrialsOf(string name) =>
        name.StartsWith(PassHatKPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(PassHatKPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int k)
        && k > 0
            ? k
            : null;

    private static MetricValue OfTrials(int k, IReadOnlyCollection<EvidenceCase> cases)
    {
        IGrouping<string, EvidenceCase>[] groups = [.. cases.GroupBy(one => one.Whole.CaseId, StringComparer.OrdinalIgnoreCase)];
        if (groups.Any(trials => trials.Key.Length == 0))
        {
            return MetricValue.Unknown(GateReason.FiguresMissing, "a result does not say which case it is a trial of.");
        }

        if (groups.FirstOrDefault(trials => trials.Count() < k) is IGrouping<string, EvidenceCase> few)
        {
            string message = FormattableString.Invariant($"{few.Key} was run {few.Count()} times only.");
            return MetricValue.Unknown(GateReason.FiguresMissing, message, few.Count());
        }

        (double? value, int count) = PassHatK.Of(groups.Select(trials => (trials.Count(), Count(trials, Outcome.Pass))), k);
        return new MetricValue(value, count);
    }

    private static int Count(IEnumerable<EvidenceCase> cases, Outcome outcome) => cases.Count(one => one.Outcome == outcome);
}
