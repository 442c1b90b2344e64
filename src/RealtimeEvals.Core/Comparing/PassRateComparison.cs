using RealtimeEvals.Statistics;

namespace RealtimeEvals.Comparing;

/// <summary>
/// The change of the pass rate between paired trials. With one trial of each case it is McNemar's exact test with Tango's interval; with
/// several the case is the unit, and signs of whole cases are flipped.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="distributions">The distributions.</param>
/// <param name="seed">The seed of all samples.</param>
internal sealed class PassRateComparison(PairedRuns pairs, IDistributions distributions, int seed)
{
    /// <summary>The name of the figure.</summary>
    public const string Name = "pass_rate";

    private readonly PairedPower _power = new(distributions);

    /// <summary>Compares cases; without any the figures stay null.</summary>
    public FigureChange Of(IReadOnlyCollection<PairedCase> cases)
    {
        PairedTrial[] trials = [.. cases.SelectMany(static one => one.Trials)];
        var change = new FigureChange { Figure = Name, CaseCount = cases.Count };
        if (trials.Length == 0) return change;
        int before = trials.Sum(pair => PairedRuns.Passed(pairs.Reference[pair.Reference]));
        int after = trials.Sum(pair => PairedRuns.Passed(pairs.Candidate[pair.Candidate]));
        int gained = trials.Count(pair => pairs.ChangeOf(pair) > 0);
        int lost = trials.Count(pair => pairs.ChangeOf(pair) < 0);
        change = change with
        {
            Reference = (double)before / trials.Length,
            Candidate = (double)after / trials.Length,
            Change = (double)(after - before) / trials.Length,
            EffectSize = EffectSize.CohenG(gained, lost),
            SmallestChange = SmallestOf(cases.Count, trials.Length, gained + lost),
        };
        return trials.Length == cases.Count ? OfSingles(change, gained, lost) : OfTrials(change, cases);
    }

    private FigureChange OfSingles(FigureChange change, int gained, int lost)
    {
        Interval interval = TangoInterval.Of(gained, lost, change.CaseCount)!.Value;
        return change with
        {
            Low = interval.Low,
            High = interval.High,
            DifferingCount = gained + lost,
            PValue = McNemar.Exact(gained, lost, distributions),
            MidPValue = McNemar.MidP(gained, lost, distributions),
            Method = "McNemar's exact test; Tango's interval",
        };
    }

    private FigureChange OfTrials(FigureChange change, IReadOnlyCollection<PairedCase> cases)
    {
        Cluster[] clusters = [.. cases.Select(one => new Cluster(one.Trials.Sum(pairs.ChangeOf), one.Trials.Length))];
        Interval? interval = Bootstrap.Of(new MeanOfClusters(clusters), distributions, seed);

        // Where all cases ended alike their draws have no spread, and cases that were not drawn may all the same.
        if (interval is not Interval range || range.Low == range.High) range = TangoInterval.Of(0, 0, cases.Count)!.Value;
        return change with
        {
            Low = range.Low,
            High = range.High,
            DifferingCount = clusters.Count(static cluster => cluster.Sum != 0),
            PValue = SignFlipTest.Of(clusters.Select(static cluster => cluster.Sum), distributions, seed),
            Method = FormattableString.Invariant($"sign flips of cases; bootstrap of cases (BCa), seed {seed}"),
        };
    }

    private double? SmallestOf(int cases, int trials, int differing) => _power.SmallestDifference(
        cases, differing > 0 ? (double)differing / trials : WilsonInterval.Of(0, trials)!.Value.High);
}
