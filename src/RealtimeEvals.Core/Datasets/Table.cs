namespace RealtimeEvals.Datasets;

/// <summary>A table of text.</summary>
/// <param name="Header">The names of the columns; empty for an empty file.</param>
/// <param name="Rows">The rows below the header, ragged ones included.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows);
