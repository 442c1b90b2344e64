using System.Globalization;

namespace RealtimeEvals.Harness;

/// <summary>
/// How long text is when it is spoken, and how many tokens text and sound have, where nothing was measured. The tokens of sound are those
/// of OpenAI's guide "Managing costs" (developers.openai.com/api/docs/guides/realtime-costs): one for 100 ms of a user's sound, one for
/// 50 ms of an assistant's; four characters of text are one token.
/// </summary>
internal static class SpokenLength
{
    /// <summary>Words that a caller speaks in a minute.</summary>
    public const int WordsPerMinute = 150;

    /// <summary>Tokens of a minute of sound that a model hears from its user.</summary>
    public const int HeardTokensPerMinute = 600;

    /// <summary>Tokens of a minute of sound that a model speaks.</summary>
    public const int SpokenTokensPerMinute = 1200;

    /// <summary>Characters of a token of text.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>The assumed length in minutes of an answer, or of a line of a model, that nobody has heard yet: 10 seconds.</summary>
    public const double AssumedMinutes = 10.0 / 60;

    /// <summary>The assumed tokens of text of such an answer: 25 words of six characters with their blank.</summary>
    public const int AssumedTextTokens = 38;

    /// <summary>The assumed tokens of a judge's answer.</summary>
    public const int JudgeTextTokens = 60;

    /// <summary>The assumed tokens of a label.</summary>
    public const int LabelTextTokens = 5;

    /// <summary>The arithmetic in words.</summary>
    public static string Basis { get; } = FormattableString.Invariant($"{WordsPerMinute} words and {HeardTokensPerMinute} tokens a minute ")
        + FormattableString.Invariant($"heard, {SpokenTokensPerMinute} a minute spoken, {CharactersPerToken} characters a token; ")
        + "10 s assumed for an answer";

    /// <summary>Returns the minutes that a text takes to be spoken. In scripts without blanks two characters count as a word.</summary>
    public static double MinutesOf(string text)
    {
        int words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        int others = text.Count(one => char.GetUnicodeCategory(one) == UnicodeCategory.OtherLetter);
        return Math.Max(words, others / 2.0) / WordsPerMinute;
    }

    /// <summary>Returns the tokens of a text.</summary>
    public static long TokensOf(params ReadOnlySpan<string> texts)
    {
        long characters = 0;
        foreach (string text in texts) characters += text.Length;
        return (characters + CharactersPerToken - 1) / CharactersPerToken;
    }

    /// <summary>Returns the tokens of minutes that a model hears from its user.</summary>
    public static long Heard(double minutes) => (long)Math.Round(minutes * HeardTokensPerMinute);

    /// <summary>Returns the tokens of minutes that a model speaks, or that it spoke before.</summary>
    public static long Spoken(double minutes) => (long)Math.Round(minutes * SpokenTokensPerMinute);
}
