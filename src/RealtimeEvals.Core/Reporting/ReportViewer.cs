using System.ComponentModel;
using System.Diagnostics;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Reporting;

/// <summary>Opens a report with the program that the system has for web pages.</summary>
public static class ReportViewer
{
    /// <summary>Opens the file and returns at once.</summary>
    /// <param name="path">The absolute path of the report.</param>
    /// <exception cref="EvalException"><c>NoBrowser</c>: there is no such program, or it could not be started.</exception>
    public static void Open(string path)
    {
        try
        {
            using Process? viewer = Process.Start(StartOf(path));
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw EvalErrors.NoBrowser(path);
        }
    }

    private static ProcessStartInfo StartOf(string path)
    {
        if (OperatingSystem.IsWindows()) return new ProcessStartInfo(path) { UseShellExecute = true };
        string program = OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        string found = ProgramPath.Find(program, ChildEnvironment.SearchPath) ?? throw EvalErrors.NoBrowser(path);
        var start = new ProcessStartInfo(found) { ArgumentList = { path } };
        ChildEnvironment.RemoveSecrets(start.Environment);
        return start;
    }
}
