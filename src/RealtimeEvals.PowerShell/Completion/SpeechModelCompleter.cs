namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the models for speech synthesis.</summary>
public sealed class SpeechModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("speech");
}
