using System.Globalization;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>Which tags and which audio conditions ended how: a row each, a column for each outcome.</summary>
internal static class OutcomeMap
{
    private const int MostRows = 20;

    private static readonly Outcome[] Columns = [.. OutcomeTone.WorstFirst.Reverse()];

    public static PlotSheet? Of(PlotRun run)
    {
        PlotPanel?[] panels =
        [
            PanelOf("By tag", run, one => one.Tags),
            PanelOf("By condition", run, one => one.Whole.Text("condition") is { Length: > 0 } condition ? [condition] : []),
        ];
        return panels.Any(panel => panel is not null)
            ? new PlotSheet(PlotKind.OutcomeMap, TitleOf(panels), run.Subtitle, [.. panels.OfType<PlotPanel>()])
            : null;
    }

    private static string TitleOf(PlotPanel?[] panels) => panels switch
    {
        [not null, not null] => "Outcomes by tag and condition",
        [not null, _] => "Outcomes by tag",
        _ => "Outcomes by condition",
    };

    private static GridPanel? PanelOf(string title, PlotRun run, Func<EvidenceCase, string[]> groupsOf)
    {
        (string Name, EvidenceCase[] Cases)[] groups =
        [
            .. run.Evidence.Cases.SelectMany(one => groupsOf(one).Distinct(StringComparer.Ordinal).Select(name => (name, one)))
                .GroupBy(pair => pair.name, pair => pair.one, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToArray()))
                .OrderBy(group => (double)group.Item2.Count(one => one.Outcome == Outcome.Pass) / group.Item2.Length)
                .ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
        if (groups.Length == 0) return null;
        Outcome[] used = [.. Columns.Where(outcome => run.Evidence.Count(outcome) > 0)];
        IEnumerable<GridRow> rows = groups.Take(MostRows).Select(group => RowOf(group, used));
        return new GridPanel(title, [.. used.Select(outcome => outcome.ToString())], [.. rows])
        {
            Note = groups.Length > MostRows
                ? FormattableString.Invariant($"The {MostRows} with the lowest pass rate of {groups.Length}.")
                : "",
        };
    }

    private static GridRow RowOf((string Name, EvidenceCase[] Cases) group, Outcome[] columns)
    {
        string label = FormattableString.Invariant($"{PlotLabel.Of(group.Name)} (n={group.Cases.Length})");
        return new GridRow(label, [.. columns.Select(outcome =>
        {
            int count = group.Cases.Count(one => one.Outcome == outcome);
            return new GridCell(
                OutcomeTone.Of(outcome), (double)count / group.Cases.Length, count.ToString(CultureInfo.InvariantCulture));
        })]);
    }
}
