using System.Management.Automation;
using System.Management.Automation.Language;
using RealtimeEvals.Messages;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>
/// Handles completion words: the text without quotes, and the text to insert, with the quotes that it needs or that were typed.
/// </summary>
internal static class CompletionWord
{
    private const string Plain = "-_./:^@=~+\\";

    /// <summary>Returns the typed text without quotes.</summary>
    public static string Typed(string? word)
    {
        string text = word ?? "";
        if (text.Length == 0 || text[0] is not ('\'' or '"')) return text;
        char quote = text[0];
        string inner = text.Length > 1 && text[^1] == quote ? text[1..^1] : text[1..];
        return inner.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Returns the word quoted for PowerShell.</summary>
    /// <param name="word">The word.</param>
    /// <param name="typed">The text that it replaces; its double quotes are kept.</param>
    public static string Quoted(string word, string? typed)
    {
        bool isPlain = word.Length > 0
            && char.IsLetterOrDigit(word[0])
            && word.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter, StringComparison.Ordinal));
        if (isPlain) return word;
        if (typed is not ['"', ..]) return $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
        string escaped = word
            .Replace("`", "``", StringComparison.Ordinal)
            .Replace("$", "`$", StringComparison.Ordinal)
            .Replace("\"", "`\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }

    /// <summary>Whether a word from a file can be shown and typed unchanged.</summary>
    public static bool IsVisible(string word) => VisibleText.Of(word) == word;

    /// <summary>Returns the completion result for a word.</summary>
    public static CompletionResult Offer(string word, string toolTip, string? typed) => new(
        Quoted(word, typed), word, CompletionResultType.ParameterValue, VisibleText.Of(toolTip.Length > 0 ? toolTip : word));
}
