using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>
/// Completes an argument from the content of a file or folder that another argument names. Returns nothing if it cannot be read.
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

    /// <summary>Returns the words.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="bound">The other arguments of the command.</param>
    private protected abstract IEnumerable<string> Words(string command, IDictionary bound);

    /// <summary>Returns the full path in the first of the named arguments that is given; null when none is.</summary>
    private protected static string? PathIn(IDictionary bound, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (First(bound[name]) is { Length: > 0 } path) return Full(path);
        }

        return null;
    }

    /// <summary>Returns the full path, relative to the location of the session.</summary>
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
