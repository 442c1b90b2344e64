namespace RealtimeEvals.Runs;

/// <summary>The files of a run that decide about it. Their hashes stand in <c>run.json</c> when the run has ended, so that a change is noticed.</summary>
public static class EvidenceFiles
{
    /// <summary>Their names in the folder of the run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["journal.jsonl", "results.csv", "summary.json"];

    /// <summary>The hashes of all of them.</summary>
    /// <param name="runPath">The folder of the run.</param>
    public static IReadOnlyDictionary<string, string> Hash(string runPath) => Names.ToDictionary(name => name, name => HashOf(runPath, name), StringComparer.Ordinal);

    /// <summary>The SHA-256 of one of them in hex; empty when it is not there.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="name">The name of the file.</param>
    public static string HashOf(string runPath, string name)
    {
        string path = Path.Combine(runPath, name);
        return File.Exists(path) ? FileHash.OfFile(path) : "";
    }
}
