using System.Text;

namespace RealtimeEvals.Tests.Support;

/// <summary>Reads a line of Markdown as CommonMark reads code spans, and rows of a table as GitHub splits them.</summary>
public static class CodeSpans
{
    /// <summary>How a bar is written outside of code.</summary>
    public const string Bar = "&#124;";

    /// <summary>The cells of a row: bars that no backslash precedes end them, be they in code or not.</summary>
    public static IEnumerable<string> Cells(string row)
    {
        var cell = new StringBuilder();
        for (int at = 1; at < row.Length; at++)
        {
            if (row[at] == '\\' && at + 1 < row.Length) cell.Append(row[at++]).Append(row[at]);
            else if (row[at] != '|') cell.Append(row[at]);
            else
            {
                yield return cell.ToString().Trim();
                cell.Clear();
            }
        }
    }

    /// <summary>What stands outside of code.</summary>
    public static string Outside(string line) => string.Concat(Parts(line).Where(part => !part.IsCode).Select(part => part.Text));

    /// <summary>The line as a reader sees it.</summary>
    public static string Read(string line) =>
        string.Concat(Parts(line).Select(part => part.IsCode ? part.Text : part.Text.Replace(Bar, "|", StringComparison.Ordinal)));

    private static IEnumerable<(bool IsCode, string Text)> Parts(string line)
    {
        for (int at = 0; at < line.Length;)
        {
            int fence = RunAt(line, at);
            int end = fence > 0 ? FindRun(line, at + fence, fence) : -1;
            if (end >= 0)
            {
                yield return (true, Strip(line[(at + fence)..end]));
                at = end + fence;
                continue;
            }

            int length = line.AsSpan(at).StartsWith(Bar) ? Bar.Length : Math.Max(1, fence);
            yield return (false, line.Substring(at, length));
            at += length;
        }
    }

    private static string Strip(string code) =>
        code.Length > 1 && code[0] == ' ' && code[^1] == ' ' && code.Trim(' ').Length > 0 ? code[1..^1] : code;

    private static int RunAt(string line, int at) => line.AsSpan(at).IndexOfAnyExcept('`') is var run && run < 0 ? line.Length - at : run;

    private static int FindRun(string line, int start, int length)
    {
        for (int at = start; at < line.Length; at += Math.Max(1, RunAt(line, at)))
        {
            if (RunAt(line, at) == length) return at;
        }

        return -1;
    }
}
