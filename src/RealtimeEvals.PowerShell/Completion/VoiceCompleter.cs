using RealtimeEvals.Datasets;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes voices.</summary>
public sealed class VoiceCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelCatalog.Shipped.Voices.Select(voice => (voice, voice));
}
