namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes tags of cases in the data.</summary>
public sealed class TagCompleter : CaseCompleter
{
    private protected override IEnumerable<string> WordsOf(string id, IReadOnlyList<string> tags) => tags;
}
