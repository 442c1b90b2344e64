namespace RealtimeEvals.Reporting;

/// <summary>
/// Writes text into Markdown so that it stays text. It stands in code spans, in which nothing is markup: no HTML, link, formula, footnote,
/// emoji, alert, name that is called or number that is looked up, for whichever renderer, since all of them leave code alone.
/// </summary>
internal static class MarkdownText
{
    /// <summary>A bar ends a cell of a table even within code, so that it stands between two spans.</summary>
    private const string Bar = "&#124;";

    /// <summary>The text on one line, cut where it is too long.</summary>
    public static string Of(string text, int limit = int.MaxValue) =>
        string.Join(Bar, ReportText.Clean(text, limit).Split('|').Select(Code));

    /// <summary>A table.</summary>
    /// <param name="header">The names of the columns; one that starts with a colon has numbers.</param>
    /// <param name="rows">The cells, escaped.</param>
    public static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        string[] lines =
        [
            Row(header.Select(name => name.TrimStart(':'))),
            $"|{string.Join('|', header.Select(name => name.StartsWith(':') ? "---:" : "---"))}|",
            .. rows.Select(Row),
        ];
        return $"{string.Join('\n', lines)}\n";
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>
    /// A span with a fence that the text does not hold. A space at each end is taken away by the renderer, whatever stands between.
    /// </summary>
    private static string Code(string text)
    {
        if (text.Length == 0) return "";
        int run = 0, longest = 0;
        foreach (char letter in text) longest = Math.Max(longest, run = letter == '`' ? run + 1 : 0);
        string fence = new('`', longest + 1);
        bool isPadded = text[0] is '`' or ' ' || text[^1] is '`' or ' ';
        return isPadded && !string.IsNullOrWhiteSpace(text) ? $"{fence} {text} {fence}" : $"{fence}{text}{fence}";
    }
}
