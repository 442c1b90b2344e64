using System.Text;

namespace RealtimeEvals.Reporting;

/// <summary>Writes a short page: counts, gates and rules, and only the cases that did not pass.</summary>
internal static class StepSummaryWriter
{
    /// <summary>Maximum rows per table. With <see cref="CellLimit"/> it keeps any page well below GitHub's limit of 1 MiB.</summary>
    private const int RowLimit = 50;

    private const int CellLimit = 200;

    private static readonly string[] CaseHeader = ["run", "case", "kind", "why"];

    public static string Write(ReportContent content)
    {
        var page = new StringBuilder("## RealtimeEvals\n\n");
        page.Append(MarkdownPart.Headline(content));
        if (content.Gates.Count > 0)
        {
            Add(page, "Gates", content.Gates, rows => MarkdownPart.Gates(rows, CellLimit));
            // Put what did not pass first, so that truncation does not hide it.
            (ReportGate Gate, GateItem Item)[] rules =
            [
                .. content.Gates.SelectMany(gate => gate.Items.Select(item => (gate, item))).OrderBy(one => one.item.HasPassed),
            ];
            Add(page, "Rules", rules, rows => MarkdownPart.Rules(rows, CellLimit));
        }

        if (content.Runs.Count > 0) Add(page, "Runs", content.Runs, rows => MarkdownPart.Counts(rows, CellLimit));
        (ReportRun Run, ReportCase Case)[] open =
        [
            .. content.Runs.SelectMany(run => run.Cases.Where(one => one.Status != ReportStatus.Passed).Select(one => (run, one))),
        ];
        if (open.Length > 0)
        {
            Add(page, "Not passed", open, rows => MarkdownText.Table(CaseHeader, rows.Select(one => (string[])
            [
                .. new[] { one.Run.Name, one.Case.Name, one.Case.Kind, one.Case.Message }.Select(text => MarkdownText.Of(text, CellLimit)),
            ])));
        }

        return page.ToString();
    }

    private static void Add<T>(StringBuilder page, string heading, IReadOnlyList<T> items, Func<IEnumerable<T>, string> table)
    {
        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n### {heading}\n\n{table(items.Take(RowLimit))}");
        if (items.Count > RowLimit)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nand {items.Count - RowLimit} more\n");
        }
    }
}
