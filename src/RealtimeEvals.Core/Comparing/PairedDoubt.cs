using RealtimeEvals.Metrics;

namespace RealtimeEvals.Comparing;

/// <summary>
/// How far the latencies of pairs may be off: no average and no percentile of them is wrong by more than the most wrong of them.
/// </summary>
/// <param name="pairs">The runs.</param>
internal sealed class PairedDoubt(PairedRuns pairs)
{
    private readonly bool _referenceTells = pairs.Reference.Figures.Contains(LatencyDoubt.FigureName, StringComparer.Ordinal);
    private readonly bool _candidateTells = pairs.Candidate.Figures.Contains(LatencyDoubt.FigureName, StringComparer.Ordinal);
    private double? _reference;
    private double? _candidate;

    /// <summary>By how many milliseconds a difference between the runs may be off; null where neither of them tells.</summary>
    public double? Milliseconds => _reference is null && _candidate is null ? null : (_reference ?? 0) + (_candidate ?? 0);

    /// <summary>Whether a trial has latencies of which it does not say how uncertain they are, while others of its run do.</summary>
    public bool IsUnsaid(PairedTrial pair, string figure) =>
        (_referenceTells && IsUnsaid(pairs.Reference, pair.Reference, figure))
        || (_candidateTells && IsUnsaid(pairs.Candidate, pair.Candidate, figure));

    /// <summary>Takes a pair into account.</summary>
    public void Take(PairedTrial pair)
    {
        _reference = Larger(_reference, pairs.Reference.ValuesOf(pair.Reference, LatencyDoubt.FigureName));
        _candidate = Larger(_candidate, pairs.Candidate.ValuesOf(pair.Candidate, LatencyDoubt.FigureName));
    }

    private static bool IsUnsaid(RunSide side, int row, string figure) =>
        side.ValuesOf(row, LatencyDoubt.FigureName).Length < side.ValuesOf(row, figure).Length;

    private static double? Larger(double? known, ReadOnlySpan<double> values)
    {
        foreach (double value in values) known = Math.Max(known ?? 0, value);
        return known;
    }
}
