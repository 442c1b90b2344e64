using System.Collections;
using RealtimeEvals.Datasets.Prompts;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes names of prompts in the folder that the command names.</summary>
public sealed class PromptNameCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        new PromptFolder(PathIn(bound, "FolderPath", "PromptsPath") ?? PromptFolder.Shipped).Names;
}
