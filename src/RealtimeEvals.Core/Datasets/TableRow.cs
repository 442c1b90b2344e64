namespace RealtimeEvals.Datasets;

/// <summary>One row of a table.</summary>
/// <param name="Number">
/// Its number, from 1 with the header as row 1, as a spreadsheet counts: blank lines count, line breaks in a cell do not.
/// </param>
/// <param name="Line">The line of the file on which it starts, from 1.</param>
/// <param name="Cells">Its cells.</param>
public sealed record TableRow(int Number, int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Whether no cell holds anything, as in rows that spreadsheets leave behind.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}
