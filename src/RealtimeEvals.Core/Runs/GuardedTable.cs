using RealtimeEvals.Datasets;

namespace RealtimeEvals.Runs;

/// <summary>Tables that go to other programs, such as a spreadsheet.</summary>
public static class GuardedTable
{
    /// <summary>Returns a table no cell of which a spreadsheet takes for a formula.</summary>
    /// <param name="format">Writes the cells.</param>
    /// <param name="rows">The rows, the header first.</param>
    public static string Of(ITableFormat format, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Format(rows.Select(RowOf));
    }

    /// <summary>Returns a row no cell of which a spreadsheet takes for a formula.</summary>
    internal static IReadOnlyList<string> RowOf(IReadOnlyList<string> cells) => [.. cells.Select(SpreadsheetCell.Of)];
}
