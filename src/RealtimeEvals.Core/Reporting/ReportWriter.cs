namespace RealtimeEvals.Reporting;

/// <summary>Writes a report in a format that needs more than text.</summary>
public abstract class ReportWriter
{
    /// <summary>Returns the report.</summary>
    /// <param name="content">What it is about.</param>
    internal abstract string Write(ReportContent content);
}
