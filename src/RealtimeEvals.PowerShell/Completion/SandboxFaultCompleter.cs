using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the kinds of sandbox problems.</summary>
public sealed class SandboxFaultCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() =>
        SandboxFault.Kinds.Select(kind => (kind, $"{kind}[:value][xTimes][@case][#turn]"));
}
