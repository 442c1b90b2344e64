namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the models for transcription.</summary>
public sealed class TranscriptionModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("transcription");
}
