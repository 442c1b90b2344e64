using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>
/// Completes an argument from what stands in a file or a folder that another argument names. Silent when it cannot be read.
/// </summary>
public abstract class FileCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionWord.Typed(wordToComplete);
        try
        {
            IEnumerable<string> words = Words(commandName ?? "", fakeBoundParameters ?? new Hashtable()).Distinct(StringComparer.Ordinal);
            return
            [
                .. words
                    .Where(word => word.Length > 0
                        && CompletionWord.IsVisible(word)
                        && word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Select(word => CompletionWord.Offer(word, "", wordToComplete)),
            ];
        }
        catch (Exception exception) when (exception is not PipelineStoppedException)
        {
            return [];
        }
    }

    /// <summary>The words.</summary>
    /// <param name="command">The command that is typed.</param>
    /// <param name="bound">Its other arguments.</param>
    private protected abstract IEnumerable<string> Words(string command, IDictionary bound);

    /// <summary>The full path in the first of some arguments that is there; null when none is.</summary>
    private protected static string? PathIn(IDictionary bound, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (First(bound[name]) is { Length: > 0 } path) return Full(path);
        }

        return null;
    }

    /// <summary>A path from where the session is.</summary>
    private protected static string Full(string path) =>
        (string)ScriptBlock
            .Create("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])")
            .Invoke(path)[0].BaseObject;

    private static string? First(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        string text => text,
        IEnumerable items => items.Cast<object?>().Select(item => $"{item}").FirstOrDefault(),
        object other => $"{other}",
    };
}
