namespace RealtimeEvals.Datasets;

/// <summary>A table of text.</summary>
/// <param name="Header">The names of the columns, from the first row that is not blank; empty for a file without one.</param>
/// <param name="Rows">The other rows, ragged and blank ones included.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows);
