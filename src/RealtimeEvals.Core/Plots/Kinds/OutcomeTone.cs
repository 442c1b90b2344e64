using RealtimeEvals.Model;

namespace RealtimeEvals.Plots;

/// <summary>How outcomes are shown in pictures.</summary>
internal static class OutcomeTone
{
    /// <summary>The outcomes, the worst first.</summary>
    public static IReadOnlyList<Outcome> WorstFirst { get; } =
        [Outcome.Error, Outcome.Fail, Outcome.Inconclusive, Outcome.Skipped, Outcome.Pass];

    /// <summary>Returns the colour of an outcome.</summary>
    public static PlotTone Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => PlotTone.Pass,
        Outcome.Fail => PlotTone.Fail,
        Outcome.Error => PlotTone.Error,
        Outcome.Inconclusive => PlotTone.Inconclusive,
        _ => PlotTone.Muted,
    };

    /// <summary>Returns the place of an outcome among the worst.</summary>
    public static int Rank(Outcome outcome) => WorstFirst.ToList().IndexOf(outcome);
}
