using System.Globalization;
using System.Text;

namespace RealtimeEvals.Reporting;

/// <summary>Writes the full page: every case of every run, every rule of every gate.</summary>
internal static class MarkdownWriter
{
    private static readonly string[] CaseHeader = ["case", "status", "kind", ":seconds", "why"];

    public static string Write(ReportContent content)
    {
        var page = new StringBuilder("# RealtimeEvals\n\n");
        page.Append(MarkdownPart.Headline(content));
        page.Append(CultureInfo.InvariantCulture, $"\nWritten {content.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.\n");
        if (content.Gates.Count > 0)
        {
            string rules = MarkdownPart.Rules(content.Gates.SelectMany(gate => gate.Items.Select(item => (gate, item))));
            page.Append(CultureInfo.InvariantCulture, $"\n## Gates\n\n{MarkdownPart.Gates(content.Gates)}\n{rules}");
        }

        if (content.Runs.Count > 0) page.Append(CultureInfo.InvariantCulture, $"\n## Runs\n\n{MarkdownPart.Counts(content.Runs)}");
        foreach (ReportRun run in content.Runs) Write(page, run, content.Paths);
        return page.ToString();
    }

    private static void Write(StringBuilder page, ReportRun run, ReportPath paths)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## Run {MarkdownText.Of(run.Name)}\n\n");
        if (run.Evidence.Providers.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"- answered by {MarkdownText.Of(string.Join("; ", run.Evidence.Providers))}\n");
        }

        if (run.StartedAt is DateTimeOffset time)
        {
            page.Append(CultureInfo.InvariantCulture, $"- started {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        }

        if (run.Evidence.RunPath.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"- folder {MarkdownText.Of(paths.Of(run.Evidence.RunPath))}\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"\n{MarkdownText.Table(CaseHeader, run.Cases.Select(Row))}");
    }

    private static string[] Row(ReportCase one) =>
    [
        MarkdownText.Of(one.Name),
        one.Status.ToString(),
        MarkdownText.Of(one.Kind),
        one.Seconds > 0 ? one.Seconds.ToString("0.0", CultureInfo.InvariantCulture) : "",
        MarkdownText.Of(one.Message),
    ];
}
