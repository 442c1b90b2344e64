using System.Management.Automation;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gets the prompts of a folder, with their ids.</summary>
[Cmdlet(VerbsCommon.Get, "EvalPrompt")]
[OutputType(typeof(EvalPrompt))]
public sealed class GetEvalPromptCommand : PSCmdlet
{
    /// <summary>The names of the prompts; wildcards are permitted.</summary>
    /// <remarks>The name of a prompt is that of its file without .txt. A path is no name.</remarks>
    /// <value>all prompts of the folder</value>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PromptNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The folder of the prompts.</summary>
    /// <remarks>Every .txt file in it is a prompt; folders below it are not searched.</remarks>
    /// <value>the shipped data/prompts</value>
    [Parameter]
    [Alias("PromptsPath")]
    [ValidateNotNullOrEmpty]
    public string? FolderPath { get; set; }

    /// <summary>The words by which interviewers end the interview.</summary>
    /// <remarks>A prompt has them as EndCue when its text has them, whatever the case of their letters.</remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string EndCue { get; set; } = PromptFolder.DefaultEndCue;

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        var folder = new PromptFolder(FolderPath is null ? PromptFolder.Shipped : this.Full(FolderPath), EndCue);
        foreach (string name in Name.SelectMany(pattern => NamesOf(folder, pattern)))
        {
            this.Guarded(() => WriteObject(folder.Read(name)));
        }
    });

    /// <summary>Returns the prompts that a pattern fits, or the pattern itself when it is a name.</summary>
    private static IEnumerable<string> NamesOf(PromptFolder folder, string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern)) return [pattern];
        var wanted = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return folder.Names.Where(wanted.IsMatch);
    }
}
