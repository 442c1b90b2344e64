namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes models that make speech.</summary>
public sealed class SpeechModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("speech");
}
