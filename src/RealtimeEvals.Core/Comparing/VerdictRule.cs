namespace RealtimeEvals.Comparing;

/// <summary>
/// Says of each figure whether it got better or worse. The p is corrected for the number of figures first; a figure without a test counts
/// among them with a p of 1, so that leaving one out never makes the others look better.
/// </summary>
/// <param name="minimum">The least number of cases for a verdict.</param>
internal sealed class VerdictRule(int minimum)
{
    /// <summary>With fewer cases that differ, no result of an exact test is below 0.05.</summary>
    public const int LeastDiffering = Statistics.McNemar.LeastDiscordant;

    private const double Alpha = 0.05;

    /// <summary>Returns the changes with their corrected p, verdict and message.</summary>
    public IReadOnlyList<FigureChange> Decide(IReadOnlyList<FigureChange> changes, Func<IReadOnlyList<double>, double[]> adjust)
    {
        double[] adjusted = adjust([.. changes.Select(change => change.PValue ?? 1)]);
        return [.. changes.Select((change, index) => Decide(change, change.PValue is null ? null : adjusted[index]))];
    }

    private FigureChange Decide(FigureChange change, double? p)
    {
        string message = MessageOf(change, p);
        bool isSure = p < Alpha && change.CaseCount >= minimum && change.DifferingCount >= LeastDiffering;
        ChangeVerdict verdict = isSure ? DirectionOf(change) : ChangeVerdict.NoChange;

        // What is missing cannot make a change for the worse better than it is.
        if (message.Length > 0 && verdict != ChangeVerdict.Worse) verdict = ChangeVerdict.NoEvidence;
        return change with { AdjustedPValue = p, Verdict = verdict, Message = message };
    }

    private string MessageOf(FigureChange change, double? p) => change switch
    {
        { MissingCount: > 0 } => FormattableString.Invariant($"something is missing of {change.MissingCount} cases or trials."),
        { CaseCount: 0 } => "no case has it in both runs.",
        _ when change.CaseCount < minimum => FormattableString.Invariant($"{change.CaseCount} cases are too few; {minimum} are wanted."),
        _ when p is null => FormattableString.Invariant($"{change.CaseCount} cases are too few for such a percentile."),
        { DifferingCount: > 0 and < LeastDiffering } => FormattableString.Invariant(
            $"{change.DifferingCount} cases differ; with fewer than {LeastDiffering} nothing can be told from chance."),
        _ => "",
    };

    private static ChangeVerdict DirectionOf(FigureChange change)
    {
        bool isMoreBetter = change.Figure == PassRateComparison.Name || FigurePick.OfStatistic(change.Figure) is { IsMoreBetter: true };
        return change.Change > 0 == isMoreBetter ? ChangeVerdict.Better : ChangeVerdict.Worse;
    }
}
