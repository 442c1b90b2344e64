namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes ids of cases in the data.</summary>
public sealed class CaseIdCompleter : CaseCompleter
{
    private protected override IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags) => [id];
}
