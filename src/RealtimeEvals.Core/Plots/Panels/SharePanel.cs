namespace RealtimeEvals.Plots;

/// <summary>The shares of a whole as a ring.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Center">The text in the middle of the ring.</param>
/// <param name="Slices">The shares; none with a count of 0 or less.</param>
public sealed record SharePanel(string Title, string Center, IReadOnlyList<ShareSlice> Slices) : PlotPanel(Title);

/// <summary>A share of a whole.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Count">How many.</param>
/// <param name="Text">The count as text.</param>
/// <param name="Tone">Its colour.</param>
public sealed record ShareSlice(string Label, double Count, string Text, PlotTone Tone);
