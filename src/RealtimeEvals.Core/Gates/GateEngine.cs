using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>
/// Evaluates a gate on the evidence of a run. Missing evidence takes precedence over bad results: the gate is then not evaluated, even if a
/// rule fails. An exception during the evaluation never lets a gate pass.
/// </summary>
/// <param name="options">The rules and the requirements on the evidence.</param>
/// <param name="distributions">The distributions that intervals are computed with.</param>
/// <param name="time">The clock.</param>
public sealed class GateEngine(GateOptions options, IDistributions distributions, TimeProvider time)
{
    private readonly BaselineRules _baseline = new(options, distributions);
    private readonly MetricIntervals _intervals = new(distributions);
    private readonly JudgeCheck _judges = new(options);

    /// <summary>
    /// Whether a report passes: its verdict says so, and its rules and findings do not contradict it. For a stored report,
    /// <see cref="EvidenceAge.Again"/> checks the age of the evidence again.
    /// </summary>
    public static bool HasPassed(GateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Verdict == GateVerdict.Passed
            && report.Findings.Count == 0
            && report.EvidenceAt is not null
            && report.Rules.Count > 0
            && report.Rules.All(rule => rule.Verdict == GateVerdict.Passed);
    }

    /// <summary>Returns the verdict of the gate on a run.</summary>
    public GateReport Evaluate(RunEvidence run)
    {
        ArgumentNullException.ThrowIfNull(run);
        DateTimeOffset now = time.GetUtcNow();
        var check = new EvidenceCheck(run, options, now);
        GateFinding[] findings =
        [
            .. Guard(() => [.. check.Find()]),
            .. FindNothingJudged(run),
            .. options.Rules.Count == 0 ? [new GateFinding(GateReason.NoRules, "there are no rules.")] : Array.Empty<GateFinding>(),
        ];
        RuleResult[] rules = [.. options.Rules.Select(rule => Evaluate(rule, run))];
        GateFinding[] reasons =
        [
            .. findings,
            .. rules.Where(rule => rule.Verdict != GateVerdict.Passed)
                .OrderBy(rule => rule.Verdict)
                .Select(rule => new GateFinding(rule.Reason, $"{rule.Rule}: {rule.Message}")),
        ];
        return new GateReport
        {
            RunId = run.RunId,
            RunPath = run.RunPath,
            PolicySet = options.PolicySet,
            Verdict = findings.Length > 0 || rules.Any(rule => rule.Verdict == GateVerdict.NotEvaluated) ? GateVerdict.NotEvaluated
                : rules.All(rule => rule.Verdict == GateVerdict.Passed) ? GateVerdict.Passed : GateVerdict.Failed,
            Reason = reasons.FirstOrDefault()?.Reason ?? GateReason.None,
            Message = string.Join("; ", reasons.AsEnumerable()),
            Planned = run.Planned,
            DataCases = run.DataCases,
            Passed = run.Count(Outcome.Pass),
            Failed = run.Count(Outcome.Fail),
            Errored = run.Count(Outcome.Error),
            Inconclusive = run.Count(Outcome.Inconclusive),
            Skipped = run.Count(Outcome.Skipped),
            Provider = string.Join("; ", run.Providers),
            EvidenceAt = check.OldestAt,
            MaximumAgeHours = options.MaximumAge.TotalHours,
            MeasuredAt = now,
            DataSha256 = string.Join("; ", run.Cases.Select(one => one.Whole.Text("data_sha256")).Distinct(StringComparer.Ordinal)),
            Rules = new(rules),
            Findings = new(findings),
        };
    }

    /// <summary>Checks that some case has a verdict, because a run without one is no evidence for any rule.</summary>
    private IEnumerable<GateFinding> FindNothingJudged(RunEvidence run)
    {
        if (run.Cases.Count == 0
            || run.Cases.Any(one => one.HasVerdict)
            || (options.Rules.Count > 0 && options.Rules.All(rule => rule.AllowsUnjudged)))
        {
            yield break;
        }

        yield return new GateFinding(GateReason.UnjudgedCases, "no case has a verdict.");
    }

    private static IEnumerable<GateFinding> Guard(Func<IEnumerable<GateFinding>> find)
    {
        try
        {
            return find();
        }
        catch (Exception exception)
        {
            // Unreadable evidence counts as none.
            return [new GateFinding(GateReason.EvidenceUnreadable, exception.Message)];
        }
    }

    private RuleResult Evaluate(GateRule rule, RunEvidence run)
    {
        try
        {
            return Decide(rule, BaselineMetric.Find(rule.Metric) is BaselineMetric metric
                ? Compare(rule, metric, run) : Measure(rule, run));
        }
        catch (Exception exception)
        {
            // A rule that throws must not prevent the others from being evaluated, and must not count as passed.
            string message = $"{exception.GetType().Name}: {exception.Message}";
            return new RuleResult(
                rule.Text, GateVerdict.NotEvaluated, null, rule.Comparison.Sign, rule.Bound, 0, GateReason.RuleBroke, message);
        }
    }

    private RuleResult Decide(GateRule rule, MetricValue metric)
    {
        RuleResult Verdict(GateVerdict verdict, GateReason reason, string message) =>
            new(rule.Text, verdict, metric.Value, rule.Comparison.Sign, rule.Bound, metric.Count, reason, message)
            {
                Measured = metric.Text,
                Low = metric.Low,
                High = metric.High,
                Corrected = metric.Corrected,
                CorrectedLow = metric.CorrectedLow,
                CorrectedHigh = metric.CorrectedHigh,
            };
        if (metric.Value is not double value) return Verdict(GateVerdict.NotEvaluated, metric.Reason, metric.Message);
        if (!double.IsFinite(value))
        {
            string message = FormattableString.Invariant($"{rule.Metric} is {value}.");
            return Verdict(GateVerdict.NotEvaluated, GateReason.NotFinite, message) with { Value = null };
        }

        int wanted = Math.Max(rule.MinimumSamples, options.MinimumSamples);
        if (metric.Count < wanted)
        {
            string message = FormattableString.Invariant($"{metric.Count} values are too few; {wanted} are wanted.");
            return Verdict(GateVerdict.NotEvaluated, GateReason.TooFewSamples, message);
        }

        return rule.Comparison.Holds(value, rule.Bound)
            ? Verdict(GateVerdict.Passed, GateReason.None, "")
            : Verdict(GateVerdict.Failed, GateReason.BoundMissed, FormattableString.Invariant($"the value is {value:0.####}."));
    }

    /// <summary>Holds the run against the baseline, if the judges on whose grades that rests are good enough.</summary>
    private MetricValue Compare(GateRule rule, BaselineMetric metric, RunEvidence run) =>
        _judges.Find(rule, metric.Pick?.Name ?? "pass_rate", run.Cases) is string fault
            ? MetricValue.Unknown(GateReason.JudgeNotCalibrated, fault)
            : _baseline.Measure(rule, metric, run);

    private MetricValue Measure(GateRule rule, RunEvidence run)
    {
        (string metric, MetricEnd end) = MetricEnds.Split(rule.Metric);
        if (metric == "planned" && rule.Filters.Count == 0) return new MetricValue(run.Planned, run.Cases.Count);
        EvidenceCases cases = rule.Filters.Count == 0 ? run.Cases
            : run.Cases.Only(one => rule.Filters.All(filter => filter.Takes(one)));
        if (cases.Count == 0)
        {
            return MetricValue.Unknown(
                GateReason.MetricMissing,
                rule.Filters.Count > 0 ? "no case is meant by what stands in brackets." : "there is no case.");
        }

        foreach (CaseFilter filter in rule.Filters)
        {
            if (run.Cases.FirstOrDefault(filter.IsBlank) is EvidenceCase blank)
            {
                return MetricValue.Unknown(
                    GateReason.FiguresMissing, $"{blank.Id} has no {filter.Name}, so nobody can tell whether it is meant.");
            }
        }

        if (!rule.AllowsUnjudged
            && !rule.Comparison.IsLowerBound
            && CountMetric.CountsVerdicts(metric)
            && cases.FirstOrDefault(one => !one.HasVerdict) is EvidenceCase open)
        {
            return MetricValue.Unknown(
                GateReason.UnjudgedCases,
                $"{open.Id} ended in {open.Outcome}, so nobody knows what it would have counted for; "
                + "[allow_unjudged] leaves such cases aside.");
        }

        if (_judges.Find(rule, metric, cases) is string fault)
        {
            return MetricValue.Unknown(GateReason.JudgeNotCalibrated, fault);
        }

        MetricValue value = CountMetric.Find(metric, cases, _intervals)
            ?? FigureStatistic.Take(metric, cases, run.Cases, _intervals);
        value = new JudgedRate(options, _judges).Correct(metric, value, cases).At(end);
        if (!FigureStatistic.IsOfLatencies(metric) || value.Value is not double measured) return value;

        // Where this machine was busy, the rule must hold for the worst that the latencies may have been.
        int doubt = rule.Comparison.IsLowerBound ? -1 : 1;
        MetricValue worst = FigureStatistic.Take(metric, cases, run.Cases, _intervals, doubt).At(end);
        return rule.Comparison.Holds(measured, rule.Bound) && !rule.Comparison.Holds(worst.Value ?? double.NaN, rule.Bound)
            ? MetricValue.Uncertain(measured, worst.Value)
            : value;
    }
}
