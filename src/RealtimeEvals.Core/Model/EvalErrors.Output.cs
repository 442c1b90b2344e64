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
}
