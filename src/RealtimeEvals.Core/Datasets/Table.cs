namespace RealtimeEvals.Datasets;

/// <summary>A table of text cells.</summary>
/// <param name="Header">The column names, from the first row that is not blank; empty for a file without any.</param>
/// <param name="Rows">The other rows, including ragged and blank ones.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows);

/// <summary>One row of a table.</summary>
/// <param name="Number">The number, from 1 for the header, as spreadsheets count: blank lines count, line breaks in a cell do not.</param>
/// <param name="Line">The line of the file on which the row starts, from 1.</param>
/// <param name="Cells">The cells; their number may differ from that of the header.</param>
public sealed record TableRow(int Number, int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Whether all cells are blank, as in rows that spreadsheets leave behind.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}
