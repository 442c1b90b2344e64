using System.Collections;
using RealtimeEvals.Adapters;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes names of runs that the store of runs lists, the newest first. It makes no store where there is none.</summary>
public sealed class ListedRunCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound)
    {
        string path = PathIn(bound, "StorePath") ?? StorePath.Default();
        if (!File.Exists(path)) return [];
        using IEvalStore store = AdapterServices.OpenStore(path, TimeProvider.System);
        return [.. store.ListRuns().Select(run => run.Name)];
    }
}
