using System.Collections;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes names of runs in the results folder, the newest first.</summary>
public sealed class RunNameCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        RunStores.NamesNewestFirst(PathIn(bound, "ResultsPath", "ResultsDir") ?? Full("results"));
}
