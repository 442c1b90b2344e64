using System.Collections;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes names of runs in the results folder, the newest first.</summary>
public sealed class RunNameCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        new DirectoryInfo(PathIn(bound, "ResultsPath", "ResultsDir") ?? Full("results")).EnumerateDirectories()
            .Where(folder => RunFolder.IsRun(folder.FullName))
            .OrderByDescending(folder => folder.LastWriteTimeUtc)
            .Select(folder => folder.Name);
}
