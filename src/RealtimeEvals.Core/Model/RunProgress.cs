namespace RealtimeEvals.Model;

/// <summary>How far a run has come.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Completed">Finished cases.</param>
/// <param name="Planned">All cases of the run.</param>
/// <param name="Current">The case that finished last, with its outcome.</param>
/// <param name="CostUsd">Cost so far in US dollars; null when no price is known.</param>
public sealed record RunProgress(string Activity, int Completed, int Planned, string Current, decimal? CostUsd)
{
    /// <summary>Cases that have passed.</summary>
    public int Passed { get; init; }

    /// <summary>Cases that have failed or ended in Error.</summary>
    public int Failed { get; init; }

    /// <summary>How far, in one line: cases, verdicts and cost.</summary>
    public string Status =>
        FormattableString.Invariant($"{Completed} of {Planned}{Verdicts}")
        + (CostUsd is > 0 ? FormattableString.Invariant($", ${CostUsd:0.0000}") : "");

    private string Verdicts => Passed + Failed > 0 ? FormattableString.Invariant($", {Passed} passed, {Failed} failed") : "";
}
