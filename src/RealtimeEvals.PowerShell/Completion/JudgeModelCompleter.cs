namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the models for judges.</summary>
public sealed class JudgeModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("text");
}
