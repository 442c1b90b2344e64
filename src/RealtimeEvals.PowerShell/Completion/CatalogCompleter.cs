using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes an argument from words that are available offline. Returns nothing if they cannot be read.</summary>
public abstract class CatalogCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionWord.Typed(wordToComplete);
        try
        {
            return
            [
                .. Words()
                    .Where(word => word.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Select(word => CompletionWord.Offer(word.Word, word.ToolTip, wordToComplete)),
            ];
        }
        catch (EvalException)
        {
            return [];
        }
    }

    /// <summary>Returns the words, each with its tool tip.</summary>
    protected abstract IEnumerable<(string Word, string ToolTip)> Words();
}
