namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes cases of the data.</summary>
public sealed class CaseIdCompleter : CaseCompleter
{
    private protected override IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags) => [id];
}
