using System.Net;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>
/// Opens an address that holds a secret in the browser: by a file that only its owner can read, since everybody on a machine can read the
/// command lines of its programs.
/// </summary>
public sealed class OpenedPage : IDisposable
{
    private readonly DirectoryInfo _folder;

    private OpenedPage(DirectoryInfo folder) => _folder = folder;

    /// <summary>Opens an address and returns at once. The file is there until it is disposed of.</summary>
    /// <param name="address">The absolute address.</param>
    /// <exception cref="EvalException"><c>NoBrowser</c>: there is no program for it.</exception>
    public static OpenedPage Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // The folder can be entered by its owner alone.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-");
        string path = Path.Combine(folder.FullName, "dashboard.html");
        string target = WebUtility.HtmlEncode(address.AbsoluteUri);
        File.WriteAllText(
            path,
            $"<!DOCTYPE html><meta charset=\"utf-8\"><title>Dashboard</title><meta http-equiv=\"refresh\" content=\"0;url={target}\">\n");
        var page = new OpenedPage(folder);
        try
        {
            ReportViewer.Open(path);
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It holds nothing that is still of use.
        }
    }
}
