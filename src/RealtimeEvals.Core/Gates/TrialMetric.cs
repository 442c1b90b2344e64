using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that hold the trials of a case against each other: <c>pass^k</c> (<see cref="PassHatK"/>), <c>pass@k</c>
/// (<see cref="PassAtK"/>), and how many cases are flaky. They need at least k trials of every case, at least two for flaky.
/// </summary>
/// <remarks>
/// Each case gives one value from 0 to 1. The variance of such values is at most p (1 - p), so that Wilson's interval over the cases is at
/// least as wide as one by their own variance, and has a width even where all cases are alike.
/// </remarks>
internal static class TrialMetric
{
    /// <summary>The share of the cases that are flaky.</summary>
    public const string FlakyRate = "flaky_rate";

    private const string Flaky = "flaky";
    private const string AllOf = "pass^";
    private const string AnyOf = "pass@";

    /// <summary>The names of the metrics that have no number in them.</summary>
    public static IEnumerable<string> Names => [Flaky, FlakyRate];

    /// <summary>Whether a name is one of these metrics.</summary>
    public static bool IsKnown(string name) => name is Flaky or FlakyRate || IsOfK(name);

    /// <summary>Whether a name is <c>pass^k</c> or <c>pass@k</c> with k of at least 1.</summary>
    public static bool IsOfK(string name) => TrialsOf(name) is not null;

    /// <summary>Whether a name begins like <c>pass^k</c> or <c>pass@k</c>.</summary>
    public static bool IsLikeOfK(string name) =>
        name.StartsWith(AllOf, StringComparison.Ordinal) || name.StartsWith(AnyOf, StringComparison.Ordinal);

    /// <summary>Returns the value over the cases, of which there must be at least one; null when the name is not one of these.</summary>
    public static MetricValue? Find(string name, IReadOnlyCollection<EvidenceCase> cases, MetricIntervals intervals)
    {
        if (!IsKnown(name)) return null;
        IGrouping<int, EvidenceCase>[] groups = [.. cases.GroupBy(one => one.ClusterNumber)];
        if (groups.Any(trials => trials.Key < 0))
        {
            return MetricValue.Unknown(GateReason.FiguresMissing, "a result does not say which case it is a trial of.");
        }

        int wanted = TrialsOf(name) ?? 2;
        if (groups.FirstOrDefault(trials => trials.Count() < wanted) is IGrouping<int, EvidenceCase> few)
        {
            string message = FormattableString.Invariant($"{few.First().Cluster} was run {few.Count()} times only.");
            return MetricValue.Unknown(GateReason.FiguresMissing, message, few.Count());
        }

        if (name is Flaky or FlakyRate)
        {
            Observation[] flaky = [.. groups.Select(trials => new Observation(trials.Key, IsFlaky(trials) ? 1 : 0))];
            return name == FlakyRate ? intervals.OfShare(flaky) : new MetricValue(flaky.Sum(one => one.Value), flaky.Length);
        }

        bool isAny = name.StartsWith(AnyOf, StringComparison.Ordinal);
        return intervals.OfShare([.. groups.Select(trials => new Observation(trials.Key, ChanceOf(trials, wanted, isAny)))]);
    }

    /// <summary>Returns the unbiased estimate for one case; a trial without a verdict did not pass.</summary>
    private static double ChanceOf(IGrouping<int, EvidenceCase> trials, int k, bool isAny)
    {
        (int all, int passed) = (trials.Count(), trials.Count(one => one.Outcome == Outcome.Pass));
        return isAny ? PassAtK.Chance(all, passed, k) : PassHatK.Chance(all, passed, k);
    }

    /// <summary>Whether some trials passed and some failed. A trial without a verdict is neither.</summary>
    private static bool IsFlaky(IEnumerable<EvidenceCase> trials)
    {
        EvidenceCase[] all = [.. trials];
        return all.Any(one => one.Outcome == Outcome.Pass) && all.Any(one => one.Outcome == Outcome.Fail);
    }

    private static int? TrialsOf(string name) =>
        IsLikeOfK(name)
        && int.TryParse(name.AsSpan(AllOf.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int k)
        && k > 0
            ? k
            : null;
}
