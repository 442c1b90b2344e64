namespace RealtimeEvals.Plots;

/// <summary>Lines or points over a horizontal axis.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Across">The horizontal axis.</param>
/// <param name="Up">The vertical axis.</param>
/// <param name="Lines">The lines.</param>
public sealed record LinePanel(string Title, PlotAxis Across, PlotAxis Up, IReadOnlyList<PlotLine> Lines) : PlotPanel(Title)
{
    /// <summary>Vertical lines with a text.</summary>
    public IReadOnlyList<PlotMark> Marks { get; init; } = [];
}

/// <summary>An axis.</summary>
/// <param name="Title">What it measures; its unit is added.</param>
/// <param name="Unit">Its unit.</param>
public sealed record PlotAxis(string Title, PlotUnit Unit);

/// <summary>A line, or points without one.</summary>
/// <param name="Series">Its name and colour.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="Shape">How it is drawn.</param>
public sealed record PlotLine(PlotSeries Series, IReadOnlyList<PlotPoint> Points, LineShape Shape = LineShape.Straight);

/// <summary>A point of a line.</summary>
/// <param name="X">Its place on the horizontal axis.</param>
/// <param name="Y">Its place on the vertical axis.</param>
public sealed record PlotPoint(double X, double Y);

/// <summary>A vertical line.</summary>
/// <param name="X">Its place on the horizontal axis.</param>
/// <param name="Text">Its text.</param>
public sealed record PlotMark(double X, string Text);

/// <summary>How the points of a line are joined.</summary>
public enum LineShape
{
    /// <summary>By straight lines, with a dot at each point.</summary>
    Straight = 0,

    /// <summary>By steps.</summary>
    Steps,

    /// <summary>Not at all: a dot at each point.</summary>
    Dots,
}
