using System.Globalization;
using System.Text;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Runs;

/// <summary>Escapes cells of tables that are opened in a spreadsheet.</summary>
internal static class SpreadsheetCell
{
    private const char Guard = '\'';

    /// <summary>Characters that start a formula; the wide and small forms do so in East Asian editions.</summary>
    private const string Starts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

    /// <summary>
    /// Puts an apostrophe before text that a spreadsheet would take for a formula, since text from a model must not run on the reader's
    /// machine. White space, quotes and invisible characters before a formula do not protect, since programs strip them on import. Numbers
    /// and ids stay unchanged.
    /// </summary>
    /// <param name="text">The text of the cell.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text) ? Guard + text : text;
    }

    /// <summary>Returns the text of a cell without the apostrophe that <see cref="Of"/> added.</summary>
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
