namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes models that judge.</summary>
public sealed class JudgeModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("text");
}
