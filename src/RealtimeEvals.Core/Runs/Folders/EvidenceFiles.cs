using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>The files of a run that gates rely on. At its end <c>run.json</c> records their hashes, which reveal later changes.</summary>
internal static class EvidenceFiles
{
    /// <summary>The names of the files in the folder of the run.</summary>
    public static IReadOnlyList<string> Names { get; } = [Journal.FileName, RunFolder.TableName, RunFolder.SummaryName];

    /// <summary>Returns the hashes of all files by name; empty for a missing file.</summary>
    /// <param name="runPath">The folder of the run.</param>
    public static IReadOnlyDictionary<string, string> Hash(string runPath) =>
        Names.Append(EvidenceList.FileName).ToDictionary(name => name, name => HashOf(runPath, name), StringComparer.Ordinal);

    /// <summary>Returns the SHA-256 of a file in hex; empty when it does not exist.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="maximum">The maximum number of bytes; null for any number.</param>
    /// <exception cref="IOException">The file cannot be read, or is larger than <paramref name="maximum"/>.</exception>
    public static string HashOf(string runPath, string name, long? maximum = null)
    {
        string path = Path.Combine(runPath, name);
        if (!File.Exists(path)) return "";
        return maximum is long bytes ? FileHash.OfFile(path, bytes) : FileHash.OfFile(path);
    }

    /// <summary>
    /// Throws if the list of evidence was changed since the run ended, since sealing the run again would vouch for what it lost.
    /// </summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="manifest">The manifest of the run; a run that has not ended has no hash.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the list was changed or is gone.</exception>
    public static void RequireUnchangedList(string runPath, RunManifest manifest)
    {
        if (!manifest.EvidenceSha256.TryGetValue(EvidenceList.FileName, out string? recorded)
            || recorded == HashOf(runPath, EvidenceList.FileName, InputLimits.SummaryBytes))
        {
            return;
        }

        throw EvalErrors.InvalidInput([Changed(runPath, EvidenceList.FileName, row: null, "a list of evidence")]);
    }

    /// <summary>Throws if the journal was changed since the run ended, since continuing the run records new hashes for it.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="manifest">The manifest of the run; a run that has not ended has no hash.</param>
    /// <param name="sha256">The hash of the journal as read.</param>
    /// <param name="row">The first line that was changed, from 1; 0 when the chain is whole.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the journal was changed.</exception>
    public static void RequireUnchangedJournal(string runPath, RunManifest manifest, string sha256, int row = 0)
    {
        if (!manifest.EvidenceSha256.TryGetValue(Journal.FileName, out string? recorded) || recorded == sha256) return;
        throw EvalErrors.InvalidInput([Changed(runPath, Journal.FileName, row > 0 ? row : null, "a journal")]);
    }

    private static DataProblem Changed(string runPath, string name, int? row, string what) => new(
        Path.Combine(runPath, name), row, null, $"{what} that is not as the run left it", "the one whose hash stands in run.json");
}
