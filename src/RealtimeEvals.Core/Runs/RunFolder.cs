using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Runs;

/// <summary>The folder with the files of one run.</summary>
/// <param name="path">The absolute path of the folder.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The name of the table of results in the folder.</summary>
    public const string TableName = "results.csv";

    /// <summary>The name of the summary in the folder.</summary>
    public const string SummaryName = "summary.json";

    /// <summary>Removes secrets from evidence.</summary>
    public Redactor Redactor { get; set; } = Redactor.None;

    /// <summary>The absolute path of the folder.</summary>
    public string Path => path;

    /// <summary>Returns the absolute path of a file in the folder.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    public string PathOf(string relative) => System.IO.Path.Combine(path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Writes a file completely or not at all.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the file cannot be written.</exception>
    public void Write(string relative, ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Write(relative, stream => stream.Write(copy));
    }

    /// <summary>Writes a file completely or not at all, without holding its content in memory.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    /// <param name="write">Writes the new content.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: the file cannot be written.</exception>
    public void Write(string relative, Action<Stream> write)
    {
        string file = PathOf(relative);
        try
        {
            AtomicFile.Write(file, write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(file, exception);
        }
    }

    /// <summary>Deletes a file or a folder if it exists.</summary>
    /// <param name="relative">The relative path, with forward slashes.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>: it cannot be deleted.</exception>
    public void Delete(string relative)
    {
        string entry = PathOf(relative);
        try
        {
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else File.Delete(entry);
        }
        catch (DirectoryNotFoundException)
        {
            // Neither the entry nor its parent folder exists.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(entry, exception);
        }
    }
}
