namespace RealtimeEvals.Model;

/// <content>The errors about output written for the user.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for console output that could not be written to its destination.</summary>
    public static EvalException OutputNotWritten(Exception inner) => new(
        nameof(OutputNotWritten), ErrorKind.Storage, $"The output could not be written to the end: {inner?.Message}",
        "Lead it to a place with space; a run itself is kept in its folder.", null, inner);

    /// <summary>Returns the error for a report that could not be written to its file.</summary>
    public static EvalException ReportNotWritten(string path, Exception inner) => new(
        nameof(ReportNotWritten), ErrorKind.Storage, $"The report '{path}' could not be written: {inner?.Message}",
        "Choose a file that you may write to, or free some space.", path, inner);

    /// <summary>Returns the error for a plot that runs have nothing for.</summary>
    public static EvalException NothingToPlot(string why) => new(
        nameof(NothingToPlot), ErrorKind.Usage, why, "Choose another plot, or other runs; without a kind all that can be drawn are drawn.");

    /// <summary>Returns the error for a plot that could not be written to its file.</summary>
    public static EvalException PlotNotWritten(string path, Exception inner) => new(
        nameof(PlotNotWritten), ErrorKind.Storage, $"The plot '{path}' could not be written: {inner?.Message}",
        "Choose a folder that you may write to, or free some space.", path, inner);

    /// <summary>Returns the error for a report that cannot be shown because the machine has nothing to show it with.</summary>
    public static EvalException NoBrowser(string path) => new(
        nameof(NoBrowser), ErrorKind.Usage, $"There is no browser to show '{path}'.",
        "Open the file in a browser, on another machine if need be: it is all in one file.", path);
}
