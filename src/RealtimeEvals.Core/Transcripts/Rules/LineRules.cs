using System.Text;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>What no person would say as the caller or participant of a conversation, told from one line alone.</summary>
internal static class LineRules
{
    /// <summary>Shorter answers, such as "yes, please", fit many questions and may be repeated.</summary>
    public const int WordsThatRepeat = 4;

    /// <summary>Whether a line has no words.</summary>
    public static bool IsWordless(string text) => !text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    /// <summary>Whether a line offers what only the other side can do.</summary>
    public static bool InvertsRoles(string text) => CallerPhrases.Offer().IsMatch(PlainQuotes(text.Trim()));

    /// <summary>Whether a line is wrapped in quotes, or has a stage direction or a heading.</summary>
    public static bool IsDecorated(string text) => CallerPhrases.Decoration().IsMatch(PlainQuotes(text.Trim()));

    /// <summary>Returns a text with plain ASCII apostrophes and quotes.</summary>
    public static string PlainQuotes(string text) =>
        text.Replace('\u2018', '\'').Replace('\u2019', '\'')
            .Replace('\u201C', '"').Replace('\u201D', '"')
            .Replace('\u00AB', '"').Replace('\u00BB', '"');
}
