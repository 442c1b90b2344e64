using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>What changed between two runs, paired by case and trial.</summary>
public sealed record EvalComparison
{
    /// <summary>The run that is the yardstick, by its name.</summary>
    public required string Reference { get; init; }

    /// <summary>The run that was held against it.</summary>
    public required string Candidate { get; init; }

    /// <summary>The harness of both.</summary>
    public string Harness { get; init; } = "";

    /// <summary>
    /// Worse when any figure got worse; else NoEvidence when nothing can be said of the pass rate or something is missing; else Better when
    /// any got better.
    /// </summary>
    public ChangeVerdict Verdict { get; init; }

    /// <summary>What stands against a better verdict; empty when nothing does.</summary>
    public string Message { get; init; } = "";

    /// <summary>The settings in which the runs differ: what is compared, and what should have been the same.</summary>
    public ValueList<SettingDifference> Differences { get; init; } = ValueList<SettingDifference>.Empty;

    /// <summary>Number of cases that are in both runs, each with its trials.</summary>
    public int CaseCount { get; init; }

    /// <summary>Number of trials that are in both runs.</summary>
    public int PairCount { get; init; }

    /// <summary>Pairs that passed twice.</summary>
    public int BothPassed { get; init; }

    /// <summary>Pairs that passed and fail now.</summary>
    public int Regressions { get; init; }

    /// <summary>Pairs that failed and pass now.</summary>
    public int Improvements { get; init; }

    /// <summary>Pairs that failed twice.</summary>
    public int BothFailed { get; init; }

    /// <summary>Pairs without a verdict on both sides: an error, inconclusive or skipped.</summary>
    public int NoVerdict { get; init; }

    /// <summary>
    /// Pairs that are not of the same case: its text, what is expected of it, its graders, its caller or its audio differ.
    /// </summary>
    public int OtherCases { get; init; }

    /// <summary>Trials that are in the run that is the yardstick only.</summary>
    public int ReferenceOnly { get; init; }

    /// <summary>Trials that are in the other run only.</summary>
    public int CandidateOnly { get; init; }

    /// <summary>The share of pairs that differ, which says how many cases a change needs; null without pairs.</summary>
    public double? DifferingShare { get; init; }

    /// <summary>The share of pairs that passed in the run that is the yardstick; null without pairs.</summary>
    public double? ReferencePassRate { get; init; }

    /// <summary>The share of pairs that passed in the other run; null without pairs.</summary>
    public double? CandidatePassRate { get; init; }

    /// <summary>The change of the pass rate, -1 to 1; null without pairs.</summary>
    public double? PassRateChange { get; init; }

    /// <summary>The lower bound of that change at 95 %.</summary>
    public double? PassRateChangeLow { get; init; }

    /// <summary>The upper bound of that change at 95 %.</summary>
    public double? PassRateChangeHigh { get; init; }

    /// <summary>The p of that change, not corrected for other figures.</summary>
    public double? PValue { get; init; }

    /// <summary>The mid-p of McNemar's test, which is less strict; null where cases have several trials. It decides nothing.</summary>
    public double? MidPValue { get; init; }

    /// <summary>The p of that change, corrected for all figures that were compared (Holm).</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The odds that a pair that differs got better: improvements over regressions; null without regressions.</summary>
    public double? OddsRatio { get; init; }

    /// <summary>
    /// The smallest change of the pass rate that this many cases would show in four comparisons of five; null when none would be.
    /// </summary>
    public double? SmallestChange { get; init; }

    /// <summary>The least number of cases for a verdict.</summary>
    public int MinimumCaseCount { get; init; }

    /// <summary>The seed of all samples.</summary>
    public int Seed { get; init; }

    /// <summary>The pass rate and all other figures, over all pairs.</summary>
    public ValueList<FigureChange> Figures { get; init; } = ValueList<FigureChange>.Empty;

    /// <summary>The pass rate and the means, for each tag, expected tool and condition.</summary>
    public ValueList<FigureChange> Groups { get; init; } = ValueList<FigureChange>.Empty;

    /// <summary>The cases that did not end alike, and those that cannot be compared; regressions first.</summary>
    public ValueList<CaseChange> Cases { get; init; } = ValueList<CaseChange>.Empty;

    /// <summary>The folder or file of the yardstick.</summary>
    public string ReferencePath { get; init; } = "";

    /// <summary>The folder of the other run.</summary>
    public string CandidatePath { get; init; } = "";

    /// <summary>Returns both runs, the counts and the verdict on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{Reference} -> {Candidate}: {Verdict}, {Regressions} worse, {Improvements} better ")
        + FormattableString.Invariant($"of {PairCount} pairs"));
}
