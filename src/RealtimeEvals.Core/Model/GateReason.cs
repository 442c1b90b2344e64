namespace RealtimeEvals.Model;

/// <summary>Why a gate or a rule did not pass. <c>docs/gates.md</c> explains each reason.</summary>
public enum GateReason
{
    /// <summary>The gate or rule passed.</summary>
    None = 0,

    /// <summary>The value misses its bound.</summary>
    BoundMissed,

    /// <summary>The run cannot have such a metric.</summary>
    UnknownMetric,

    /// <summary>No case that the rule covers has a value.</summary>
    MetricMissing,

    /// <summary>Some case that should have a value has none: it ended without a verdict, or the value is missing.</summary>
    FiguresMissing,

    /// <summary>Cases without a verdict could have made the rule fail.</summary>
    UnjudgedCases,

    /// <summary>A value is NaN or infinite.</summary>
    NotFinite,

    /// <summary>A value is impossible: negative, a share above 1, or a time of more than a day.</summary>
    OutOfRange,

    /// <summary>There are fewer values than the rule or the policy requires.</summary>
    TooFewSamples,

    /// <summary>Evaluating a rule failed.</summary>
    RuleBroke,

    /// <summary>There are no rules.</summary>
    NoRules,

    /// <summary>There are no results.</summary>
    NoEvidence,

    /// <summary>A file or an object of the evidence cannot be read.</summary>
    EvidenceUnreadable,

    /// <summary>A file of the run was changed after the run, or its hash was never recorded.</summary>
    EvidenceChanged,

    /// <summary>The run was planned without any case.</summary>
    EmptyRun,

    /// <summary>The run is still going on, was stopped or failed.</summary>
    UnfinishedRun,

    /// <summary>The outcomes do not add up to the planned cases, or a case is there twice.</summary>
    CountsDiffer,

    /// <summary>Only a part of the data was run, or nothing shows that all of it was.</summary>
    PartialData,

    /// <summary>A judge failed, so a grade is missing.</summary>
    JudgeError,

    /// <summary>The rule rests on a judge that was not compared with people, or does not agree with them well enough.</summary>
    JudgeNotCalibrated,

    /// <summary>The answers came from the sandbox.</summary>
    Sandbox,

    /// <summary>The answers came from a file.</summary>
    Replay,

    /// <summary>Nothing was run: it was a plan or a dry run.</summary>
    DryRun,

    /// <summary>The evidence does not name its provider.</summary>
    ProviderUnknown,

    /// <summary>The evidence is older than allowed.</summary>
    Stale,

    /// <summary>The time of the evidence is in the future.</summary>
    FromTheFuture,

    /// <summary>The evidence does not say when it was made.</summary>
    TimeUnknown,

    /// <summary>The data file was changed after the run.</summary>
    DataChanged,

    /// <summary>The data file is no longer at its path, so changes cannot be detected.</summary>
    DataMissing,

    /// <summary>A rule compares with a baseline, and none is named.</summary>
    BaselineMissing,

    /// <summary>The run and the baseline do not belong together, or cases are in one of them only.</summary>
    NotComparable,

    /// <summary>The machine that measured was busy, and the rule does not hold for the worst that the latencies may have been.</summary>
    LatencyUncertain,
}
