namespace RealtimeEvals.Plots;

/// <summary>Horizontal bars, one row for each label and in it one bar for each series.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Series">The series, at least one; several have a legend.</param>
/// <param name="Rows">The rows, from the top.</param>
public sealed record BarPanel(string Title, PlotUnit Unit, IReadOnlyList<PlotSeries> Series, IReadOnlyList<BarRow> Rows)
    : PlotPanel(Title);

/// <summary>A row of bars.</summary>
/// <param name="Label">What the bars are of.</param>
/// <param name="Values">One value for each series.</param>
public sealed record BarRow(string Label, IReadOnlyList<PlotValue> Values);

/// <summary>A series of values.</summary>
/// <param name="Name">Its name for the legend.</param>
/// <param name="Tone">Its colour.</param>
public sealed record PlotSeries(string Name, PlotTone Tone);

/// <summary>A value that is shown with its text.</summary>
/// <param name="Value">The value; null when it is not known.</param>
/// <param name="Text">The value as text, with unit, interval and number of observations.</param>
/// <param name="Low">The lower end of the interval; null without one.</param>
/// <param name="High">The upper end of the interval; null without one.</param>
public sealed record PlotValue(double? Value, string Text, double? Low = null, double? High = null);
