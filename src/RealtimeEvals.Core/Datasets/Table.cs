namespace RealtimeEvals.Datasets;

/// <summary>A table of text cells.</summary>
/// <param name="Header">The column names, from the first row that is not blank; empty for a file without any.</param>
/// <param name="Rows">The other rows, including ragged and blank ones.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows);
