namespace RealtimeEvals.Plots;

/// <summary>Draws a plot as both kinds of files.</summary>
internal static class PlotFiles
{
    /// <summary>Draws the files and hands them over one by one.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="sheet">What is drawn.</param>
    /// <param name="write">Takes the name of a file and its content.</param>
    public static void Write(IPlotPainter painter, PlotSheet sheet, Action<string, byte[]> write)
    {
        string name = PlotCatalog.FileNameOf(sheet.Kind);
        write($"{name}.svg", painter.Draw(sheet, PlotFormat.Svg, PlotTheme.Auto));
        write($"{name}.png", painter.Draw(sheet, PlotFormat.Png, PlotTheme.Auto));
    }
}
