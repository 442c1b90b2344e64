using System.Collections;
using RealtimeEvals.Playing;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes ids of cases from the results of the named run.</summary>
public sealed class RunCaseCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) => PlayedCase.IdsIn(
        PathIn(bound, "RunPath", "Run")
        ?? RunStores.Named(PathIn(bound, "ResultsPath", "ResultsDir") ?? Full("results"), $"{bound["RunName"]}"));
}
