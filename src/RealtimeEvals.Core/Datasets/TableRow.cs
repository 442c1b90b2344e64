namespace RealtimeEvals.Datasets;

/// <summary>One row of a table.</summary>
/// <param name="Number">Its number, from 1 with the header as row 1.</param>
/// <param name="Cells">Its cells.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells);
