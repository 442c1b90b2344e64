using System.Text;

namespace RealtimeEvals.Reporting;

/// <summary>Writes text into Markdown so that it stays text: no markup, no HTML, no link, nobody called by name.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*{}[]#|~!";

    /// <summary>The text on one line, cut where it is too long.</summary>
    public static string Of(string text, int limit = int.MaxValue)
    {
        string clean = ReportText.Clean(text, limit);
        var escaped = new StringBuilder(clean.Length + 16);
        for (int at = 0; at < clean.Length; at++)
        {
            char letter = clean[at];
            switch (letter)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '@': escaped.Append("&#64;"); break;
                case '_' when !IsInWord(clean, at): escaped.Append("\\_"); break;
                case ':' when clean.AsSpan(at).StartsWith("://"): escaped.Append("&#58;"); break;
                default: escaped.Append(Marks.Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : $"{letter}"); break;
            }
        }

        return escaped.ToString();
    }

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

    /// <summary>An underscore within a word emphasizes nothing, and ids are full of them.</summary>
    private static bool IsInWord(string text, int at) => at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);
}
