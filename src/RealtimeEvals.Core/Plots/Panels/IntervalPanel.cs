namespace RealtimeEvals.Plots;

/// <summary>Values as points with their intervals, one row for each label.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Rows">The rows, from the top.</param>
/// <param name="IsDifference">Whether the values are differences, so that a line marks zero.</param>
public sealed record IntervalPanel(string Title, PlotUnit Unit, IReadOnlyList<IntervalRow> Rows, bool IsDifference = false)
    : PlotPanel(Title);

/// <summary>A row of an interval panel.</summary>
/// <param name="Label">What the value is of.</param>
/// <param name="Value">The value with its interval.</param>
/// <param name="Tone">Its colour.</param>
public sealed record IntervalRow(string Label, PlotValue Value, PlotTone Tone = PlotTone.First);
