namespace RealtimeEvals.Reporting;

/// <summary>
/// Writes text into Markdown without any markup taking effect. Text is put into code spans, which all renderers leave alone: no HTML, link,
/// formula, footnote, emoji, alert, mention or issue reference.
/// </summary>
internal static class MarkdownText
{
    /// <summary>A vertical bar ends a table cell even within code, so it is written between two code spans.</summary>
    private const string Bar = "&#124;";

    /// <summary>Returns the text on one line, truncated to the limit.</summary>
    public static string Of(string text, int limit = int.MaxValue) =>
        string.Join(Bar, ReportText.Clean(text, limit).Split('|').Select(Code));

    /// <summary>Returns a table.</summary>
    /// <param name="header">The column names; a leading colon marks a column of numbers.</param>
    /// <param name="rows">The escaped cells.</param>
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

    /// <summary>Returns a code span with a fence that the text does not contain. Renderers strip one space from each end.</summary>
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
