using RealtimeEvals.Messages;

namespace RealtimeEvals.Comparing;

/// <summary>A baseline file that was written.</summary>
public sealed record EvalBaseline
{
    /// <summary>The run that it was made of.</summary>
    public required string RunId { get; init; }

    /// <summary>The harness of the run.</summary>
    public required string Harness { get; init; }

    /// <summary>Who answered.</summary>
    public required string Provider { get; init; }

    /// <summary>When the run was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Number of cases, each with its trials.</summary>
    public int CaseCount { get; init; }

    /// <summary>Number of trials.</summary>
    public int TrialCount { get; init; }

    /// <summary>Number of trials that passed.</summary>
    public int Passed { get; init; }

    /// <summary>The figures that later runs can be compared by, beside the pass rate.</summary>
    public Model.ValueList<string> Figures { get; init; } = Model.ValueList<string>.Empty;

    /// <summary>The SHA-256 of its lines but the first, in hex, which the first line bears.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Returns the file, the run and the counts on one line.</summary>
    public override string ToString() => VisibleText.Of(
        FormattableString.Invariant($"{Path}: {RunId}, {Passed} of {TrialCount} trials of {CaseCount} cases passed"));
}
