using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Transcripts;

/// <summary>Writes an interview of the store to a file.</summary>
public static class BenchmarkExport
{
    /// <summary>Returns the path of an interview's file: its id, with signs replaced that no file name may have.</summary>
    /// <param name="folder">The absolute path of the folder.</param>
    /// <param name="run">The interview.</param>
    /// <param name="format">The format.</param>
    public static string PathOf(string folder, BenchmarkRun run, BenchmarkFormat format)
    {
        ArgumentNullException.ThrowIfNull(run);
        string name = string.Concat(run.Id.Replace('/', '.').Select(letter =>
            char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
        string extension = format == BenchmarkFormat.Json ? ".json" : ".txt";
        return Path.Combine(folder, (SafeFileName.IsSafe(name) ? name : FormattableString.Invariant($"interview_{run.Key}")) + extension);
    }

    /// <summary>Writes an interview, in place of a file that is there.</summary>
    /// <param name="path">The absolute path of the file; its folder is made.</param>
    /// <param name="run">The interview with everything.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="EvalException"><c>ResultsNotWritable</c>.</exception>
    public static void Write(string path, BenchmarkRun run, BenchmarkFormat format)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (format == BenchmarkFormat.Json) BenchmarkFile.Write(path, run);
            else AtomicFile.Write(path, Encoding.UTF8.GetBytes(TranscriptFile.ToText(StoredConversation.Of(run))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(path, exception);
        }
    }
}

/// <summary>The format of an interview's file.</summary>
public enum BenchmarkFormat
{
    /// <summary>Everything, as JSON.</summary>
    Json = 0,

    /// <summary>What was said, as text with AGENT: and PARTICIPANT: before the turns.</summary>
    Transcript,
}
