using System.Globalization;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>Every trial of every case that was tried more than once: a row each case, a column each trial, the worst first.</summary>
internal static class TrialsStrip
{
    private const int MostRows = 40;
    private const int MostColumns = 30;

    public static PlotSheet? Of(PlotRun run)
    {
        (string Name, EvidenceCase[] Trials)[] cases =
        [
            .. run.Evidence.Cases.GroupBy(one => one.Whole.CaseId, StringComparer.Ordinal)
                .Select(group => (group.Key, group.OrderBy(TrialOf).ToArray()))
                .OrderBy(one => (double)one.Item2.Count(trial => trial.Outcome == Outcome.Pass) / one.Item2.Length)
                .ThenBy(one => one.Key, StringComparer.Ordinal),
        ];
        int most = cases.Length == 0 ? 0 : cases.Max(one => one.Trials.Max(TrialOf));
        if (most < 2) return null;
        int shown = Math.Min(most, MostColumns);
        string[] columns = [.. Enumerable.Range(1, shown).Select(trial => trial.ToString(CultureInfo.InvariantCulture))];
        string[] notes =
        [
            "P passed, F failed, E error, I inconclusive, S skipped",
            .. cases.Length > MostRows
                ? [FormattableString.Invariant($"the {MostRows} cases with the lowest pass rate of {cases.Length}")]
                : Array.Empty<string>(),
            .. most > shown ? [FormattableString.Invariant($"the first {shown} of {most} trials")] : Array.Empty<string>(),
        ];
        var panel = new GridPanel("Trials", columns, [.. cases.Take(MostRows).Select(one => RowOf(one, shown))])
        {
            Note = string.Join("; ", notes),
        };
        return new PlotSheet(PlotKind.TrialsStrip, "Trials of each case", run.Subtitle, [panel]);
    }

    private static GridRow RowOf((string Name, EvidenceCase[] Trials) one, int columns)
    {
        var cells = new GridCell?[columns];
        foreach (EvidenceCase trial in one.Trials.Where(trial => TrialOf(trial) <= columns))
        {
            cells[TrialOf(trial) - 1] = new GridCell(OutcomeTone.Of(trial.Outcome), 1, trial.Outcome.ToString()[..1]);
        }

        int passed = one.Trials.Count(trial => trial.Outcome == Outcome.Pass);
        return new GridRow(FormattableString.Invariant($"{PlotLabel.Of(one.Name)} ({passed} of {one.Trials.Length})"), cells);
    }

    private static int TrialOf(EvidenceCase one) => one.Whole.Number("trial") is double trial and >= 1 and <= 10_000 ? (int)trial : 1;
}
