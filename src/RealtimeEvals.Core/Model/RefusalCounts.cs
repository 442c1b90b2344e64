namespace RealtimeEvals.Model;

/// <summary>How many rows of a refusal smoke set had which outcome.</summary>
/// <param name="Total">All rows that were run.</param>
/// <param name="Passed">Those whose label is the expected one.</param>
/// <param name="Failed">Those whose label is another, or whose answer is none.</param>
/// <param name="Errored">Those without an answer.</param>
public sealed record RefusalCounts(int Total, int Passed, int Failed, int Errored)
{
    /// <summary>Failed over total; 1 when there are none.</summary>
    public double FailRate => Total > 0 ? (double)Failed / Total : 1;

    /// <summary>One line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Passed} passed, {Failed} failed, {Errored} errored of {Total}");
}
