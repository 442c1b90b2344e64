using System.Collections;
using RealtimeEvals.Gates;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the sets of the named policy.</summary>
public sealed class PolicySetCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        PathIn(bound, "PolicyPath") is string path ? GatePolicy.ReadSetNames(path) : [];
}
