namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the models for realtime sessions.</summary>
public sealed class RealtimeModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("realtime");
}
