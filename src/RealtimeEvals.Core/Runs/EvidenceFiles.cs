using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>The files of a run that gates rely on. At its end <c>run.json</c> records their hashes, which reveal later changes.</summary>
internal static class EvidenceFiles
{
    /// <summary>The names of the files in the folder of the run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["journal.jsonl", "results.csv", "summary.json"];

    /// <summary>Returns the hashes of all files by name; empty for a missing file.</summary>
    /// <param name="runPath">The folder of the run.</param>
    public static IReadOnlyDictionary<string, string> Hash(string runPath) =>
        Names.ToDictionary(name => name, name => HashOf(runPath, name), StringComparer.Ordinal);

    /// <summary>Reads each file once, so that what is evaluated is what was hashed.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <returns>The content of the existing files by name.</returns>
    public static IReadOnlyDictionary<string, byte[]> Read(string runPath) =>
        Names.Where(name => File.Exists(Path.Combine(runPath, name))).ToDictionary(
            name => name,
            name => PlainFile.Read(Path.Combine(runPath, name), InputLimits.EvidenceBytes),
            StringComparer.Ordinal);

    /// <summary>Returns the SHA-256 of a file in hex; empty when it does not exist.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="name">The name of the file.</param>
    public static string HashOf(string runPath, string name)
    {
        string path = Path.Combine(runPath, name);
        return File.Exists(path) ? FileHash.OfFile(path) : "";
    }

    /// <summary>Throws if the journal was changed since the run ended, since continuing the run records new hashes for it.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="manifest">The manifest of the run; a run that has not ended has no hash.</param>
    /// <param name="sha256">The hash of the journal as read.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the journal was changed.</exception>
    public static void RequireUnchangedJournal(string runPath, RunManifest manifest, string sha256)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (!manifest.EvidenceSha256.TryGetValue(Names[0], out string? recorded) || recorded == sha256) return;
        var problem = new DataProblem(
            Path.Combine(runPath, Names[0]),
            null,
            null,
            "a journal that is not as the run left it",
            "the one whose hash stands in run.json");
        throw EvalErrors.InvalidInput([problem]);
    }
}
