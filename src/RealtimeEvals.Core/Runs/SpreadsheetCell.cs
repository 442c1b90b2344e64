using System.Globalization;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Runs;

/// <summary>What stands in a cell of a table that people open in a spreadsheet.</summary>
public static class SpreadsheetCell
{
    /// <summary>What makes a spreadsheet take a cell for a formula when it comes first; the wide forms do so in East Asian editions.</summary>
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>
    /// The text with an apostrophe in front where a spreadsheet would take it for a formula, since what a model says must not run on the
    /// reader's machine. Numbers and ids stay as they are.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && Starts.Contains(text[0], StringComparison.Ordinal) && !IsHarmless(text) ? $"'{text}" : text;
    }

    private static bool IsHarmless(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out _) || SafeFileName.IsSafe(text);
}
