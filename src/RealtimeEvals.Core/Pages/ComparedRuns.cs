using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>Two runs beside each other, paired by case and trial.</summary>
/// <param name="Picture">The plot of the comparison as SVG; empty when no case is in both runs.</param>
/// <param name="Figures">The figures of both runs.</param>
/// <param name="Cases">The cases that did not end alike, or are in one run only; those that got worse first.</param>
/// <param name="PairCount">Number of cases that are in both runs.</param>
public sealed record ComparedRuns(
    string Picture, IReadOnlyList<ComparedFigure> Figures, IReadOnlyList<ComparedCase> Cases, int PairCount)
{
    /// <summary>Compares two runs.</summary>
    /// <param name="before">The run that is the yardstick.</param>
    /// <param name="after">The run that is held against it.</param>
    /// <param name="painter">Draws the picture.</param>
    public static ComparedRuns Of(RunEvidence before, RunEvidence after, IPlotPainter painter)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(painter);
        (PlotRun one, PlotRun other) = (PlotRun.Of(before), PlotRun.Of(after));
        Dictionary<string, Outcome> earlier = OutcomesOf(before);
        Dictionary<string, Outcome> later = OutcomesOf(after);
        PlotSheet? sheet = PlotCatalog.Make(PlotKind.Comparison, [one, other]);
        return new ComparedRuns(
            sheet is null ? "" : InlineSvg.Of(painter.Draw(sheet, PlotFormat.Svg, PlotTheme.Auto)),
            [.. FiguresOf(one, other)],
            [
                .. earlier.Keys.Union(later.Keys, StringComparer.OrdinalIgnoreCase)
                    .Select(id => new ComparedCase(id, Find(earlier, id), Find(later, id)))
                    .Where(pair => pair.Before != pair.After)
                    .OrderBy(pair => pair.After == Outcome.Pass)
                    .ThenBy(pair => pair.Id, StringComparer.Ordinal),
            ],
            earlier.Keys.Count(later.ContainsKey));
    }

    private static IEnumerable<ComparedFigure> FiguresOf(PlotRun before, PlotRun after)
    {
        CardPart[] earlier = [.. RunCards.Of(before)];
        CardPart[] later = [.. RunCards.Of(after)];
        foreach (string label in earlier.Concat(later).Select(card => card.Label).Distinct(StringComparer.Ordinal))
        {
            yield return new ComparedFigure(label, TextOf(earlier, label), TextOf(later, label));
        }
    }

    private static string TextOf(CardPart[] cards, string label) =>
        cards.FirstOrDefault(card => card.Label == label) is { } card
            ? string.Join(" · ", new[] { card.Value, card.Detail }.Where(part => part.Length > 0))
            : "";

    private static Dictionary<string, Outcome> OutcomesOf(RunEvidence run) => run.Cases
        .DistinctBy(one => one.Id, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(one => one.Id, one => one.Outcome, StringComparer.OrdinalIgnoreCase);

    private static Outcome? Find(Dictionary<string, Outcome> outcomes, string id) =>
        outcomes.TryGetValue(id, out Outcome outcome) ? outcome : null;
}

/// <summary>A figure of two runs, as text.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Before">The value of the run that is the yardstick; empty when it has none.</param>
/// <param name="After">The value of the other run; empty when it has none.</param>
public sealed record ComparedFigure(string Name, string Before, string After);

/// <summary>A case that did not end alike in two runs.</summary>
/// <param name="Id">The case, with its trial where there are several.</param>
/// <param name="Before">The verdict of the run that is the yardstick; null when the case is not in it.</param>
/// <param name="After">The verdict of the other run; null when the case is not in it.</param>
public sealed record ComparedCase(string Id, Outcome? Before, Outcome? After);
