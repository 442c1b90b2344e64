using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Comparing;

/// <summary>Puts a comparison together: the counts, the figures with their verdicts, the groups and the cases.</summary>
internal sealed class ComparisonReport(PairedRuns pairs, CompareOptions options, IDistributions distributions)
{
    private readonly PassRateComparison _rate = new(pairs, distributions, options.Seed);
    private readonly FigureComparison _figures = new(pairs, distributions, options.MinimumCaseCount, options.Seed);
    private readonly FigureComparison _ofGroups = new(
        pairs, distributions, options.MinimumCaseCount, options.Seed, FigureComparison.MostSampledOfGroup);

    private readonly VerdictRule _rule = new(options.MinimumCaseCount);

    /// <summary>Returns the comparison.</summary>
    /// <param name="differences">The settings in which the runs differ.</param>
    public EvalComparison Create(IReadOnlyList<SettingDifference> differences)
    {
        IReadOnlyList<FigurePick> picks = FigurePick.All(options.Figures, pairs.Reference.Figures.Concat(pairs.Candidate.Figures));
        IReadOnlyList<FigureChange> figures = _rule.Decide(
            [Whole(_rate.Of(pairs.Cases)), .. picks.Select(pick => Whole(_figures.Of(pick, pairs.Cases)))], Holm.Adjust);
        IReadOnlyList<FigureChange> groups = _rule.Decide(
            [.. CaseGroups.Of(pairs).SelectMany(group => OfGroup(group, picks))], BenjaminiHochberg.Adjust);
        FigureChange rate = figures[0];
        int gained = Count(1);
        int lost = Count(-1);
        return new EvalComparison
        {
            Reference = pairs.Reference.RunId,
            Candidate = pairs.Candidate.RunId,
            Harness = pairs.Reference.Harness,
            Verdict = VerdictOf(figures),
            Message = string.Join(" ", Messages(figures)),
            Differences = new(differences),
            CaseCount = pairs.Cases.Count,
            PairCount = pairs.Cases.Sum(one => one.Trials.Length),
            BothPassed = Trials().Count(pair => pairs.ChangeOf(pair) == 0 && pairs.Reference[pair.Reference].Outcome == Outcome.Pass),
            Regressions = lost,
            Improvements = gained,
            BothFailed = Trials().Count(pair => pairs.ChangeOf(pair) == 0 && pairs.Reference[pair.Reference].Outcome == Outcome.Fail),
            NoVerdict = pairs.Unusable.Count(one => one.Kind == CaseChangeKind.NoVerdict),
            OtherCases = pairs.Unusable.Count(one => one.Kind == CaseChangeKind.OtherCase),
            ReferenceOnly = pairs.ReferenceOnly.Count,
            CandidateOnly = pairs.CandidateOnly.Count,
            DifferingShare = pairs.Cases.Count > 0 ? (double)(gained + lost) / Trials().Count() : null,
            ReferencePassRate = rate.Reference,
            CandidatePassRate = rate.Candidate,
            PassRateChange = rate.Change,
            PassRateChangeLow = rate.Low,
            PassRateChangeHigh = rate.High,
            PValue = rate.PValue,
            MidPValue = rate.MidPValue,
            AdjustedPValue = rate.AdjustedPValue,
            OddsRatio = EffectSize.OddsRatio(gained, lost),
            SmallestChange = rate.SmallestChange,
            MinimumCaseCount = options.MinimumCaseCount,
            Seed = options.Seed,
            Figures = new(figures),
            Groups = new(groups),
            Cases = new(CaseChanges.Of(pairs)),
            ReferencePath = pairs.Reference.Path,
            CandidatePath = pairs.Candidate.Path,
        };

        IEnumerable<PairedTrial> Trials() => pairs.Cases.SelectMany(one => one.Trials);
        int Count(int change) => Trials().Count(pair => pairs.ChangeOf(pair) == change);
    }

    /// <summary>The number of trials that no figure is taken over, although they belong to the runs.</summary>
    private int Left => options.AllowUnpaired
        ? pairs.Unusable.Count(one => one.Kind == CaseChangeKind.NoVerdict)
        : pairs.Unusable.Count + pairs.ReferenceOnly.Count + pairs.CandidateOnly.Count;

    /// <summary>Whether the sandbox answered, whose latencies are no evidence.</summary>
    private bool IsRehearsal => ProviderName.KindOf(pairs.Candidate.Provider) == ProviderKind.Sandbox;

    private FigureChange Whole(FigureChange change) => change with { MissingCount = change.MissingCount + Left };

    private IEnumerable<FigureChange> OfGroup(CaseGroup group, IReadOnlyList<FigurePick> picks) =>
        picks.Where(pick => pick.Percentile is null)
            .Select(pick => _ofGroups.Of(pick, group.Cases))
            .Prepend(_rate.Of(group.Cases))
            .Select(change => Whole(change) with { GroupBy = group.By, Group = group.Value });

    /// <summary>
    /// Worse beats everything. Something missing beats what is good, and so does a pass rate of which nothing can be said.
    /// </summary>
    private ChangeVerdict VerdictOf(IReadOnlyList<FigureChange> figures)
    {
        if (figures.Any(figure => figure.Verdict == ChangeVerdict.Worse)) return ChangeVerdict.Worse;
        bool isOpen = Flaws().Any()
            || Asked(figures).Any(figure => figure.Verdict == ChangeVerdict.NoEvidence)
            || figures.Any(figure => figure.MissingCount > 0);
        if (isOpen) return ChangeVerdict.NoEvidence;
        return figures.Any(figure => figure.Verdict == ChangeVerdict.Better) ? ChangeVerdict.Better : ChangeVerdict.NoChange;
    }

    /// <summary>The figures of which something must be said: the pass rate, and those that the user named.</summary>
    private IEnumerable<FigureChange> Asked(IReadOnlyList<FigureChange> figures) =>
        options.Figures.Count > 0 ? figures : figures.Take(1);

    private IEnumerable<string> Flaws() => new[] { pairs.Reference.Flaw, pairs.Candidate.Flaw }
        .Where(flaw => flaw.Length > 0)
        .Select(flaw => char.ToUpperInvariant(flaw[0]) + flaw[1..]);

    private IEnumerable<string> Messages(IReadOnlyList<FigureChange> figures) =>
    [
        .. Flaws(),
        .. Counted(pairs.ReferenceOnly.Count, "{0} trials are in the yardstick only."),
        .. Counted(pairs.CandidateOnly.Count, "{0} trials are in the other run only."),
        .. Counted(pairs.Unusable.Count(one => one.Kind == CaseChangeKind.OtherCase), "{0} trials are not of the same case in both runs."),
        .. Counted(pairs.Unusable.Count(one => one.Kind == CaseChangeKind.NoVerdict), "{0} trials have no verdict in both runs."),
        .. figures.Skip(1)
            .Where(figure => figure.MissingCount > Left)
            .SelectMany(figure => Counted(figure.MissingCount - Left, $"{figure.Figure} is missing of {{0}} cases.")),
        .. figures.Where(figure => LatencyDoubt.IsDoubtful(figure.UncertaintyMs) && !IsRehearsal).Select(figure =>
            FormattableString.Invariant($"{figure.Figure} may be off by {figure.UncertaintyMs:0} ms: a machine that measured was busy.")),
        .. Asked(figures).Where(figure => figure.Message.Length > 0 && Left == 0).Select(figure => $"{figure.Figure}: {figure.Message}"),
    ];

    private static IEnumerable<string> Counted(int count, string text) =>
        count > 0 ? [string.Format(System.Globalization.CultureInfo.InvariantCulture, text, count)] : [];
}
