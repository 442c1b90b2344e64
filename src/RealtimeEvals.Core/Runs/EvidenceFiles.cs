using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>
/// The files of a run that decide about it. Their hashes stand in <c>run.json</c> when the run has ended, so that a change is noticed.
/// </summary>
public static class EvidenceFiles
{
    /// <summary>Their names in the folder of the run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["journal.jsonl", "results.csv", "summary.json"];

    /// <summary>The hashes of all of them.</summary>
    /// <param name="runPath">The folder of the run.</param>
    public static IReadOnlyDictionary<string, string> Hash(string runPath) =>
        Names.ToDictionary(name => name, name => HashOf(runPath, name), StringComparer.Ordinal);

    /// <summary>Reads them, each once, so that what is looked at is what was hashed.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <returns>The content of those that are there, by their names.</returns>
    public static IReadOnlyDictionary<string, byte[]> Read(string runPath) =>
        Names.Where(name => File.Exists(Path.Combine(runPath, name))).ToDictionary(
            name => name,
            name => PlainFile.Read(Path.Combine(runPath, name), InputLimits.EvidenceBytes),
            StringComparer.Ordinal);

    /// <summary>The SHA-256 of one of them in hex; empty when it is not there.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="name">The name of the file.</param>
    public static string HashOf(string runPath, string name)
    {
        string path = Path.Combine(runPath, name);
        return File.Exists(path) ? FileHash.OfFile(path) : "";
    }

    /// <summary>Makes sure that the journal is as the run left it, since whoever goes on with the run vouches for it anew.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="manifest">Its manifest; a run that has not ended has no hash.</param>
    /// <param name="sha256">The hash of what was read.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: it has been changed.</exception>
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
