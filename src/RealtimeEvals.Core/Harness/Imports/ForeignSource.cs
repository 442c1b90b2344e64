using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Harness.Imports;

/// <summary>Results of another program on disk.</summary>
/// <param name="Path">The absolute path: a folder with results.csv, a table, or a log of JSON lines.</param>
internal sealed record ForeignSource(string Path)
{
    private const string TableExtension = ".csv";
    private const string LogExtension = ".jsonl";

    /// <summary>The file with the results.</summary>
    public string ResultsFile => IsFolder ? System.IO.Path.Combine(Path, RunFolder.TableName) : Path;

    /// <summary>The summary beside the table; empty when there is none.</summary>
    public string SummaryFile => IsFolder && File.Exists(System.IO.Path.Combine(Path, RunFolder.SummaryName))
        ? System.IO.Path.Combine(Path, RunFolder.SummaryName)
        : "";

    /// <summary>The folder that paths in the results may start at.</summary>
    public string Folder => IsFolder ? Path : System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether the results are a log of JSON lines.</summary>
    public bool IsLog => Ends(ResultsFile, LogExtension);

    /// <summary>The name of the folder or of the file, without its ending.</summary>
    public string Name => IsFolder ? System.IO.Path.GetFileName(Path) : System.IO.Path.GetFileNameWithoutExtension(Path);

    private bool IsFolder => Directory.Exists(Path);

    /// <summary>Returns what is at a path: the file, the folder, or the folders in it.</summary>
    /// <param name="path">The absolute path.</param>
    public static IReadOnlyList<ForeignSource> At(string path)
    {
        string place = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(place)) return Ends(place, TableExtension) || Ends(place, LogExtension) ? [new(place)] : [];
        if (!Directory.Exists(place)) return [];
        if (IsResults(place)) return [new(place)];
        IEnumerable<string> folders = Directory.EnumerateDirectories(place).Where(IsResults).Order(StringComparer.Ordinal);
        return [.. folders.Select(folder => new ForeignSource(folder))];
    }

    /// <summary>Returns where a file of the results lies now: where they say, or below their folder; empty when it is nowhere.</summary>
    /// <param name="recorded">The path in the results, which may be that of another machine.</param>
    public string Find(string recorded)
    {
        if (recorded.Length == 0) return "";
        string[] parts = recorded.Split('/', '\\');
        IEnumerable<string> places = Enumerable.Range(0, parts.Length)
            .Where(start => start > 0 || !System.IO.Path.IsPathRooted(recorded))
            .Select(start => System.IO.Path.Combine([Folder, .. parts[start..]]));
        if (System.IO.Path.IsPathFullyQualified(recorded)) places = places.Prepend(recorded);
        return places.FirstOrDefault(File.Exists) is string found ? System.IO.Path.GetFullPath(found, Folder) : "";
    }

    /// <summary>
    /// Whether a folder holds a table that no run of ours left: one of ours without run.json is damaged, and no other program's.
    /// </summary>
    private static bool IsResults(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, RunFolder.TableName))
        && !FolderStore.IsRun(folder)
        && !File.Exists(System.IO.Path.Combine(folder, Journal.FileName));

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
