using RealtimeEvals.Comparing;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>
/// Measures what rules compare with a baseline. A comparison that is refused, and cases that cannot be paired, give no value, so that the
/// rule is not evaluated: what is missing might be what got worse.
/// </summary>
internal sealed class BaselineRules(GateOptions options, IDistributions distributions)
{
    private const int Seed = 1;

    private RunSide? _baseline = options.Baseline;
    private (string Path, RunSide Side)? _run;

    /// <summary>Returns the value of a metric.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="metric">Its metric.</param>
    /// <param name="run">The evidence of the run.</param>
    public MetricValue Measure(GateRule rule, BaselineMetric metric, RunEvidence run)
    {
        if (options.BaselinePath.Length == 0)
        {
            return MetricValue.Unknown(GateReason.BaselineMissing, "no baseline is named to compare with.");
        }

        if (run.RunPath.Length == 0 || !Directory.Exists(run.RunPath))
        {
            return NotComparable("only a run whose folder is there can be compared with a baseline.");
        }

        foreach (CaseFilter filter in rule.Filters)
        {
            if (run.Cases.FirstOrDefault(filter.IsBlank) is EvidenceCase blank)
            {
                return MetricValue.Unknown(
                    GateReason.FiguresMissing, $"{blank.Id} has no {filter.Name}, so nobody can tell whether it is meant.");
            }
        }

        try
        {
            return Compare(rule, metric, run);
        }
        catch (EvalException exception)
        {
            return NotComparable(exception.Message);
        }
    }

    private MetricValue Compare(GateRule rule, BaselineMetric metric, RunEvidence run)
    {
        Func<string, bool> wants = WantedBy(options.Rules);
        RunSide baseline = _baseline ??= SideReader.Read(options.BaselinePath, wants);
        if (_run?.Path != run.RunPath) _run = (run.RunPath, StoredSide.Read(run.RunPath, wants));
        RunSide candidate = _run!.Value.Side;
        switch (ProviderName.KindOf(baseline.Provider))
        {
            case ProviderKind.Sandbox or ProviderKind.Replay when !options.AllowSandbox:
                return MetricValue.Unknown(GateReason.Sandbox, "the baseline is of a rehearsal, which is no yardstick.");
            case ProviderKind.DryRun or ProviderKind.Unknown:
                return NotComparable("the baseline does not say which service answered, or none did.");
            default:
                break;
        }

        string[] refusals =
        [
            .. new[] { baseline.Flaw, candidate.Flaw }.Where(flaw => flaw.Length > 0),
            .. SettingDifferences.Refusals(baseline, candidate, SettingDifferences.Of(baseline, candidate)),
        ];
        if (refusals.Length > 0) return NotComparable(string.Join(" ", refusals));
        PairedRuns pairs = PairedRuns.Of(baseline, candidate, TakenBy(rule, run));
        return FaultOf(rule, pairs) ?? Take(rule, metric, pairs);
    }

    /// <summary>Returns why the pairs say nothing; null when they do.</summary>
    private static MetricValue? FaultOf(GateRule rule, PairedRuns pairs)
    {
        if (pairs.ReferenceOnly.Count > 0)
        {
            return NotComparable(Told(pairs.ReferenceOnly.Count, pairs.Reference[pairs.ReferenceOnly[0]],
                "of the baseline are not in the run"));
        }

        if (pairs.CandidateOnly.Count > 0)
        {
            return NotComparable(Told(pairs.CandidateOnly.Count, pairs.Candidate[pairs.CandidateOnly[0]], "are not in the baseline"));
        }

        PairedTrial[] others = [.. Unusable(CaseChangeKind.OtherCase)];
        if (others.Length > 0)
        {
            return NotComparable(Told(others.Length, pairs.Reference[others[0].Reference], "are not of the same case as in the baseline"));
        }

        PairedTrial[] open = [.. Unusable(CaseChangeKind.NoVerdict)];
        return open.Length == 0 || rule.AllowsUnjudged
            ? null
            : MetricValue.Unknown(
                GateReason.UnjudgedCases, Told(open.Length, pairs.Reference[open[0].Reference], "have no verdict in both runs"));

        IEnumerable<PairedTrial> Unusable(CaseChangeKind kind) => pairs.Unusable.Where(one => one.Kind == kind).Select(one => one.Pair);
    }

    private MetricValue Take(GateRule rule, BaselineMetric metric, PairedRuns pairs)
    {
        int count = pairs.Cases.Count;
        if (count == 0) return MetricValue.Unknown(GateReason.MetricMissing, "no case that is meant is in the baseline.");
        int said = Math.Max(rule.MinimumSamples, options.MinimumSamples);
        int wanted = said > 1 ? said : CompareOptions.DefaultMinimumCaseCount;
        if (count < wanted) return TooFew(count, wanted);
        if (metric.Value == BaselineValue.Regressions) return new MetricValue(CountOf(-1), count);
        if (metric.Value == BaselineValue.Improvements) return new MetricValue(CountOf(1), count);
        var figures = new FigureComparison(pairs, distributions, wanted, Seed);
        FigureChange change = metric.Pick is FigurePick pick
            ? figures.Of(pick, pairs.Cases)
            : new PassRateComparison(pairs, distributions, Seed).Of(pairs.Cases);
        if (change.MissingCount > 0)
        {
            string message = FormattableString.Invariant($"{change.Figure} is missing of {change.MissingCount} cases in one of the runs.");
            return MetricValue.Unknown(GateReason.FiguresMissing, message);
        }

        if (change.CaseCount == 0) return MetricValue.Unknown(GateReason.MetricMissing, $"no case has {change.Figure} in both runs.");
        int least = figures.LeastOf(metric.Pick?.Percentile);
        if (change.CaseCount < least) return TooFew(change.CaseCount, least);
        double? value = metric.Value switch
        {
            BaselineValue.Low => change.Low,
            BaselineValue.High => change.High,
            _ => change.Change,
        };
        if (value is not double known)
        {
            return MetricValue.Unknown(GateReason.TooFewSamples, "the change has no interval.", change.CaseCount);
        }

        // Where a machine was busy, the rule must hold for the worst that the change may have been.
        double worst = known + (rule.Comparison.IsLowerBound ? -1 : 1) * (change.UncertaintyMs ?? 0);
        return rule.Comparison.Holds(known, rule.Bound) && !rule.Comparison.Holds(worst, rule.Bound)
            ? MetricValue.Uncertain(known, worst)
            : new MetricValue(known, change.CaseCount) { Low = change.Low, High = change.High, Point = change.Change };

        double CountOf(int kind) => pairs.Cases.SelectMany(one => one.Trials).Count(pair => pairs.ChangeOf(pair) == kind);
    }

    /// <summary>Returns whether a figure is needed by any of the rules.</summary>
    public static Func<string, bool> WantedBy(IEnumerable<GateRule> rules)
    {
        var figures = rules.Select(rule => BaselineMetric.Find(rule.Metric)?.Pick?.Figure)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return LatencyDoubt.And(figures.Contains);
    }

    /// <summary>Returns which trials the brackets of a rule mean; null for all.</summary>
    private static Func<TrialRow, bool>? TakenBy(GateRule rule, RunEvidence run)
    {
        if (rule.Filters.Count == 0) return null;
        var names = run.Cases
            .Where(one => rule.Filters.All(filter => filter.Takes(one)))
            .Select(one => (one.Whole.CaseId, (int)(one.Whole.Number("trial") ?? 1)))
            .Select(one => one.Item2 == 1 ? one.CaseId : FormattableString.Invariant($"{one.CaseId} trial {one.Item2}"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return trial => names.Contains(trial.PairName);
    }

    private static string Told(int count, TrialRow first, string what) =>
        FormattableString.Invariant($"{count} trials {what}, {first.PairName} the first of them.");

    private static MetricValue TooFew(int count, int wanted) => MetricValue.Unknown(
        GateReason.TooFewSamples, FormattableString.Invariant($"{count} cases are too few for a comparison; {wanted} are wanted."), count);

    private static MetricValue NotComparable(string message) => MetricValue.Unknown(GateReason.NotComparable, message);
}
