namespace RealtimeEvals.Plots;

/// <summary>One picture: what it shows, before anything is drawn.</summary>
/// <param name="Kind">The kind, which names the file.</param>
/// <param name="Title">The title.</param>
/// <param name="Subtitle">The run or runs, in one line.</param>
/// <param name="Panels">The panels, at least one; two stand side by side.</param>
public sealed record PlotSheet(PlotKind Kind, string Title, string Subtitle, IReadOnlyList<PlotPanel> Panels);
