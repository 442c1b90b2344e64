namespace RealtimeEvals.Model;

/// <summary>How many rows of a refusal smoke set had each outcome.</summary>
/// <param name="Total">All rows that were run.</param>
/// <param name="Passed">Rows with the expected label.</param>
/// <param name="Failed">Rows with another label, or with an answer that is not a label.</param>
/// <param name="Errored">Rows without an answer.</param>
public sealed record RefusalCounts(int Total, int Passed, int Failed, int Errored)
{
    /// <summary><see cref="Failed"/> over <see cref="Total"/>; 1 when there are no rows.</summary>
    public double FailRate => Total > 0 ? (double)Failed / Total : 1;

    /// <summary>Returns the counts on one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Passed} passed, {Failed} failed, {Errored} errored of {Total}");
}
