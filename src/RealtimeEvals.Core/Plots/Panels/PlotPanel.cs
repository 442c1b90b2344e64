namespace RealtimeEvals.Plots;

/// <summary>A part of a picture. Text is ready to be shown; numbers are in the unit of their axis.</summary>
/// <param name="Title">What it shows.</param>
public abstract record PlotPanel(string Title)
{
    /// <summary>A remark below the panel; empty for none.</summary>
    public string Note { get; init; } = "";
}
