namespace RealtimeEvals.Plots;

/// <summary>Draws plots.</summary>
public interface IPlotPainter
{
    /// <summary>Returns the file of a picture. Equal sheets give equal files.</summary>
    /// <param name="sheet">What it shows.</param>
    /// <param name="format">The format of the file.</param>
    /// <param name="theme">The colours.</param>
    byte[] Draw(PlotSheet sheet, PlotFormat format, PlotTheme theme);
}
