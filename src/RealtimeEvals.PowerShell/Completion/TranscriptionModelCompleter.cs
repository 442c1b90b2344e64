namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes models that write down sound.</summary>
public sealed class TranscriptionModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("transcription");
}
