using RealtimeEvals.Harness.Kinds;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the names of harnesses.</summary>
public sealed class HarnessCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() =>
        HarnessKinds.All.Select(kind => (kind.Name, $"each case is one {kind.CaseNoun}"));
}
