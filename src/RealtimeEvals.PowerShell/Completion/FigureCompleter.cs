using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RealtimeEvals.Comparing;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the names of figures that runs are compared by.</summary>
public sealed class FigureCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionWord.Typed(wordToComplete);
        return
        [
            .. FigureNames.All
                .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(name => CompletionWord.Offer(name, "", wordToComplete)),
        ];
    }
}
