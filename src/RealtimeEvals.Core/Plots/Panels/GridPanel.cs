namespace RealtimeEvals.Plots;

/// <summary>Coloured cells in rows and columns.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows, from the top.</param>
public sealed record GridPanel(string Title, IReadOnlyList<string> Columns, IReadOnlyList<GridRow> Rows) : PlotPanel(Title);

/// <summary>A row of cells.</summary>
/// <param name="Label">What the row is of.</param>
/// <param name="Cells">One cell for each column; null for one that is not there.</param>
public sealed record GridRow(string Label, IReadOnlyList<GridCell?> Cells);

/// <summary>A cell.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Strength">How much of the colour, 0 to 1.</param>
/// <param name="Text">Its text, a few characters.</param>
public sealed record GridCell(PlotTone Tone, double Strength, string Text);
