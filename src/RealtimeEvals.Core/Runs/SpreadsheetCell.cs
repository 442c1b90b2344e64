using System.Globalization;
using System.Text;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Runs;

/// <summary>What stands in a cell of a table that people open in a spreadsheet.</summary>
public static class SpreadsheetCell
{
    private const char Guard = '\'';

    /// <summary>
    /// What makes a spreadsheet take a cell for a formula when it comes first; the wide and small forms do so in East Asian editions.
    /// </summary>
    private const string Starts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

    /// <summary>
    /// The text with an apostrophe in front where a spreadsheet would take it for a formula, since what a model says must not run on the
    /// reader's machine. White space, quotes and characters that nobody sees in front of a formula are no cover: programs that import a
    /// table take them away. Numbers and ids stay as they are.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text) ? Guard + text : text;
    }

    /// <summary>The text of a cell without the apostrophe that <see cref="Of"/> put there.</summary>
    internal static string TextOf(string cell) => cell.Length > 1 && cell[0] == Guard && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static bool IsFormula(string text)
    {
        if (text.Length == 0 || IsHarmless(text)) return false;
        return text[0] is '\t' or '\r' or '\n'
            || text.EnumerateRunes().SkipWhile(IsCover).Take(1).Any(rune => Starts.Contains(rune.ToString(), StringComparison.Ordinal));
    }

    private static bool IsCover(Rune rune) =>
        rune.Value is '"' || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsHarmless(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _) || SafeFileName.IsSafe(text);
}
