using RealtimeEvals.Messages;

namespace RealtimeEvals.Comparing;

/// <summary>How one figure changed between two runs, over all paired cases or over a group of them.</summary>
public sealed record FigureChange
{
    /// <summary>The figure and what of it, such as pass_rate or latency_first_audio_ms_p95.</summary>
    public required string Figure { get; init; }

    /// <summary>What the group is made by: tag, tool or condition; empty for all cases.</summary>
    public string GroupBy { get; init; } = "";

    /// <summary>The value that the cases of the group share; empty for all cases.</summary>
    public string Group { get; init; } = "";

    /// <summary>What the change says: NoEvidence, Worse, NoChange or Better.</summary>
    public ChangeVerdict Verdict { get; init; }

    /// <summary>Number of cases with a value on both sides.</summary>
    public int CaseCount { get; init; }

    /// <summary>
    /// Number of cases and trials that are left out because something of them is missing: they are in one run only, are not the same case
    /// in both, have no verdict, or lack the value on one side. Cases with nothing to measure are none of them.
    /// </summary>
    public int MissingCount { get; init; }

    /// <summary>Number of those cases that differ between the runs.</summary>
    public int DifferingCount { get; init; }

    /// <summary>The value in the run that is the yardstick, over those cases; null when there are none.</summary>
    public double? Reference { get; init; }

    /// <summary>The value in the other run, over those cases; null when there are none.</summary>
    public double? Candidate { get; init; }

    /// <summary>The candidate's value less the yardstick's; null when there are no cases.</summary>
    public double? Change { get; init; }

    /// <summary>The lower bound of the change at 95 %; null when there is too little for one.</summary>
    public double? Low { get; init; }

    /// <summary>The upper bound of the change at 95 %; null when there is too little for one.</summary>
    public double? High { get; init; }

    /// <summary>The probability of a change at least as large where there is none, 0 to 1; null without cases.</summary>
    public double? PValue { get; init; }

    /// <summary>The mid-p of McNemar's test, which is less strict; null for other tests. It decides nothing.</summary>
    public double? MidPValue { get; init; }

    /// <summary>The p corrected for the number of figures (Holm) or of groups (Benjamini and Hochberg).</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>
    /// The size of the effect: Cohen's g for verdicts, d of the paired differences for means, Cliff's delta for percentiles.
    /// </summary>
    public double? EffectSize { get; init; }

    /// <summary>The smallest change that this many cases would show in four comparisons of five; null when none would be.</summary>
    public double? SmallestChange { get; init; }

    /// <summary>The test and the interval that were used.</summary>
    public string Method { get; init; } = "";

    /// <summary>Why there is no evidence; empty when there is.</summary>
    public string Message { get; init; } = "";

    /// <summary>
    /// By how many milliseconds the change of a latency may be off, because machines were busy while it was measured: the largest
    /// <c>latency_uncertainty_ms</c> of either run, added up; null for other figures, and where neither run tells.
    /// </summary>
    public double? UncertaintyMs { get; init; }

    /// <summary>Returns the figure, the change with its interval, and the verdict on one line.</summary>
    public override string ToString() => VisibleText.Of(
        (Group.Length > 0 ? $"{Figure}[{GroupBy}={Group}]" : Figure)
        + (Change is double change ? FormattableString.Invariant($" {change:+0.####;-0.####;0}") : "")
        + (Low is double low && High is double high ? FormattableString.Invariant($" [{low:0.####}, {high:0.####}]") : "")
        + FormattableString.Invariant($" n={CaseCount}: {Verdict}"));
}
