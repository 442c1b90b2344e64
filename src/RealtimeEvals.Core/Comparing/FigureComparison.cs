using RealtimeEvals.Metrics;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Comparing;

/// <summary>
/// The change of a figure between paired cases. The case is the unit: its trials and turns are drawn, flipped and swapped together. Means
/// are tested by flipping the signs of the cases' differences, percentiles by swapping the two sides of cases; intervals are bootstrapped.
/// Where there are many cases, the normal limits of all these take their place.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="distributions">The distributions.</param>
/// <param name="minimum">The least number of cases for a test.</param>
/// <param name="seed">The seed of all samples.</param>
/// <param name="mostSampled">The most cases of which means are sampled; a table of many groups takes fewer.</param>
internal sealed class FigureComparison(
    PairedRuns pairs, IDistributions distributions, int minimum, int seed, int mostSampled = Bootstrap.MostUnits)
{
    /// <summary>The most cases of a group of which means are sampled.</summary>
    public const int MostSampledOfGroup = 200;

    private readonly PairedPower _power = new(distributions);

    /// <summary>Compares cases. Those without a value on both sides are left out, and counted where one is missing.</summary>
    public FigureChange Of(FigurePick pick, IReadOnlyCollection<PairedCase> cases)
    {
        var before = new List<double[]>(cases.Count);
        var after = new List<double[]>(cases.Count);
        int missing = 0;
        var doubt = new PairedDoubt(pairs);
        bool isLatency = LatencyDoubt.Concerns(pick.Figure);
        foreach (PairedCase one in cases)
        {
            if (one.Trials.Any(pair => IsMissing(pair, pick.Figure) || (isLatency && doubt.IsUnsaid(pair, pick.Figure))))
            {
                missing++;
                continue;
            }

            PairedTrial[] measured = [.. one.Trials.Where(pair => IsMeasured(pair, pick.Figure))];
            if (measured.Length == 0) continue;
            foreach (PairedTrial pair in measured) doubt.Take(pair);
            before.Add(Values(pairs.Reference, measured.Select(static pair => pair.Reference), pick.Figure));
            after.Add(Values(pairs.Candidate, measured.Select(static pair => pair.Candidate), pick.Figure));
        }

        var change = new FigureChange
        {
            Figure = pick.Name,
            CaseCount = before.Count,
            MissingCount = missing,
            UncertaintyMs = isLatency ? doubt.Milliseconds : null,
        };
        if (before.Count == 0) return change;
        return pick.Percentile is double share ? OfPercentile(change, before, after, share) : OfMean(change, pick, before, after);
    }

    private FigureChange OfMean(FigureChange change, FigurePick pick, List<double[]> before, List<double[]> after)
    {
        MeanOfClusters first = MeanOf(before);
        MeanOfClusters second = MeanOf(after);
        double[] differences = [.. before.Zip(after, static (one, other) => other.Average() - one.Average())];
        change = With(change, first, second) with
        {
            DifferingCount = differences.Count(static difference => difference != 0),
            EffectSize = EffectSize.CohenD(differences),
        };
        if (change.CaseCount < minimum) return change;
        bool isSampled = change.CaseCount <= mostSampled;
        Interval? interval = isSampled
            ? Bootstrap.Of(new ChangeOf(first, second), distributions, seed)
            : Around(change.Change!.Value, MeanInterval.Of(differences, distributions));

        // Shares that were all alike in these cases need not be so in others.
        if (pick.IsShare && interval is { Low: var low, High: var high } && low == high) interval = TangoInterval.Of(0, 0,
            change.CaseCount);
        return change with
        {
            Low = interval?.Low,
            High = interval?.High,
            PValue = SignFlipTest.Of(differences, distributions, seed, isSampled ? SignFlipTest.MostSampled : 0),
            SmallestChange = Positive(_power.SmallestMeanDifference(differences.Length, Spread.Of(differences).Deviation)),
            Method = isSampled
                ? FormattableString.Invariant($"sign flips of cases; bootstrap of cases (BCa), seed {seed}")
                : "normal limit of sign flips of cases; Student's interval of the cases' differences",
        };
    }

    private FigureChange OfPercentile(FigureChange change, List<double[]> before, List<double[]> after, double share)
    {
        var first = new QuantileOfClusters(before, share);
        var second = new QuantileOfClusters(after, share);
        double[] differences = [.. before.Zip(after, static (one, other) => other.Average() - one.Average())];
        change = With(change, first, second) with
        {
            DifferingCount = differences.Count(static difference => difference != 0),
            EffectSize = EffectSize.CliffDelta(differences),
        };
        if (change.CaseCount < LeastOf(share)) return change;
        bool isSampled = change.CaseCount <= Bootstrap.MostUnits;
        Interval? interval = Bootstrap.Of(new ChangeOf(first, second), distributions, seed);
        return change with
        {
            Low = interval?.Low,
            High = interval?.High,
            PValue = isSampled ? QuantileSwapTest.Of(before, after, share, seed) : NormalP(change.Change!.Value, interval),
            SmallestChange = interval is Interval range ? Positive(_power.SmallestOfWidth(range.High - range.Low)) : null,
            Method = isSampled
                ? FormattableString.Invariant($"swaps of cases; bootstrap of cases (BCa), seed {seed}")
                : FormattableString.Invariant($"normal limit with the standard error of a bootstrap of cases, seed {seed}"),
        };
    }

    private static Interval? Around(double change, Interval? interval) => interval is (double low, double high)
        ? new Interval(change - (high - low) / 2, change + (high - low) / 2)
        : null;

    /// <summary>Returns the p of a change whose normal interval at 95 % is known; null without one.</summary>
    private double? NormalP(double change, Interval? interval)
    {
        if (interval is not (double low, double high)) return null;
        if (high <= low) return change == 0 ? 1 : 0;
        return 2 * distributions.NormalCdf(-Math.Abs(change) * 2 * WilsonInterval.Z / (high - low));
    }

    /// <summary>Returns the least number of cases for a percentile: one of them must be expected beyond it.</summary>
    public int LeastOf(double? share) =>
        share is double part ? Math.Max(minimum, (int)Math.Ceiling(1 / Math.Min(part, 1 - part) - 1e-9)) : minimum;

    private static FigureChange With(FigureChange change, IResampled first, IResampled second)
    {
        int[] once = new int[first.Units];
        Array.Fill(once, 1);
        double before = first.Of(once);
        double after = second.Of(once);
        return change with { Reference = before, Candidate = after, Change = after - before };
    }

    private static MeanOfClusters MeanOf(List<double[]> units) =>
        new(units.Select(static values => new Cluster(values.Sum(), values.Length)));

    private static double? Positive(double? value) => value > 0 ? value : null;

    private static double[] Values(RunSide side, IEnumerable<int> rows, string figure)
    {
        var values = new List<double>();
        foreach (int row in rows) values.AddRange(side.ValuesOf(row, figure));
        return [.. values];
    }

    private bool IsMeasured(PairedTrial pair, string figure) =>
        !pairs.Reference.ValuesOf(pair.Reference, figure).IsEmpty && !pairs.Candidate.ValuesOf(pair.Candidate, figure).IsEmpty;

    /// <summary>Whether a value is missing: one that should be there, or that is there on one side only for no reason.</summary>
    private bool IsMissing(PairedTrial pair, string figure)
    {
        if (pairs.Reference.HasGap(pair.Reference, figure) || pairs.Candidate.HasGap(pair.Candidate, figure)) return true;
        bool isBefore = !pairs.Reference.ValuesOf(pair.Reference, figure).IsEmpty;
        bool isAfter = !pairs.Candidate.ValuesOf(pair.Candidate, figure).IsEmpty;
        return (isBefore && !isAfter && !pairs.Candidate.IsBlank(pair.Candidate, figure))
            || (isAfter && !isBefore && !pairs.Reference.IsBlank(pair.Reference, figure));
    }
}
