using System.Text;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Reporting;

/// <summary>Writes a report to a file atomically, as UTF-8 without a byte order mark.</summary>
public static class ReportFile
{
    /// <summary>Writes the file, replacing an existing one. Missing folders are created.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="text">The content of the report.</param>
    /// <exception cref="EvalException">
    /// <c>ReportNotWritten</c>: the file cannot be written. <c>ReportExists</c>: it is a file of a run, which reports never replace.
    /// </exception>
    public static void Write(string path, string text)
    {
        if (RunStores.IsEvidence(path)) throw EvalErrors.ReportExists(path);
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw EvalErrors.ReportNotWritten(path, exception);
        }
    }
}
