namespace RealtimeEvals.Model;

/// <summary>Why a gate or a rule did not pass. Each is explained in <c>docs/gates.md</c>.</summary>
public enum GateReason
{
    /// <summary>It passed.</summary>
    None = 0,

    /// <summary>The value is there and misses its bound.</summary>
    BoundMissed,

    /// <summary>No such metric can be taken from the run.</summary>
    UnknownMetric,

    /// <summary>No case that the rule is about has a value.</summary>
    MetricMissing,

    /// <summary>Some case that should have a figure has none: it ended without a verdict, or the figure is not there.</summary>
    FiguresMissing,

    /// <summary>Cases without a verdict might have made the rule fail.</summary>
    UnjudgedCases,

    /// <summary>A figure is not a number, or infinite.</summary>
    NotFinite,

    /// <summary>A figure is a number that it cannot be: below zero, a share above 1, a time of more than a day.</summary>
    OutOfRange,

    /// <summary>There are fewer values than the rule or the policy wants.</summary>
    TooFewSamples,

    /// <summary>Something broke while a rule was looked at.</summary>
    RuleBroke,

    /// <summary>There are no rules.</summary>
    NoRules,

    /// <summary>There are no results.</summary>
    NoEvidence,

    /// <summary>A file or an object of the evidence cannot be read.</summary>
    EvidenceUnreadable,

    /// <summary>A file of the run is not as the run left it, or its hash was never recorded.</summary>
    EvidenceChanged,

    /// <summary>The run was planned without a case.</summary>
    EmptyRun,

    /// <summary>The run is under way, was stopped or failed.</summary>
    UnfinishedRun,

    /// <summary>The counts of outcomes do not add up to what was planned, or a case is there twice.</summary>
    CountsDiffer,

    /// <summary>Only a part of the data was run, or nothing says that it was all of it.</summary>
    PartialData,

    /// <summary>A judge failed, so that a grade is missing.</summary>
    JudgeError,

    /// <summary>The sandbox answered.</summary>
    Sandbox,

    /// <summary>Answers came from a file.</summary>
    Replay,

    /// <summary>Nothing was run: a plan or a dry run.</summary>
    DryRun,

    /// <summary>Nobody says who answered.</summary>
    ProviderUnknown,

    /// <summary>The evidence is older than allowed.</summary>
    Stale,

    /// <summary>The evidence bears a time that has not come yet.</summary>
    FromTheFuture,

    /// <summary>The evidence does not say when it was made.</summary>
    TimeUnknown,

    /// <summary>The data file is not the one that was run.</summary>
    DataChanged,

    /// <summary>The data file is not where it was, so that nobody can tell whether it has changed.</summary>
    DataMissing,
}
