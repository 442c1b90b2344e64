using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>A question that the prompt of an interviewer tells it to ask: a numbered line with a question mark.</summary>
/// <param name="Number">The place among the questions of the prompt, from 1.</param>
/// <param name="Text">The words up to the question mark.</param>
public sealed partial record PromptQuestion(int Number, string Text)
{
    private const int LongWord = 4;
    private const double Share = 0.6;

    private readonly string[] _words = LongWords(Text);

    /// <summary>The number as text, by which answers name the question.</summary>
    public string Id => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the question has longer words, by which a turn that asks it can be told.</summary>
    internal bool HasWords => _words.Length > 0;

    /// <summary>Returns the questions of a prompt in their order.</summary>
    /// <param name="prompt">The text of the prompt.</param>
    /// <exception cref="RegexMatchTimeoutException">The text takes too long to search.</exception>
    public static IReadOnlyList<PromptQuestion> ReadAll(string prompt) =>
        [.. Question().Matches(prompt).Select((match, index) => new PromptQuestion(index + 1, match.Groups["question"].Value.Trim()))];

    /// <summary>Whether a turn has most of the longer words of the question; never for a question without any.</summary>
    public bool IsIn(string turn) =>
        HasWords && LongWords(turn).Intersect(_words, StringComparer.Ordinal).Count() >= Share * _words.Length;

    private static string[] LongWords(string text) =>
        [.. Spoken.Words(text).Where(word => word.Length >= LongWord).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(
        @"^[ \t]*\d{1,3}[.)][ \t]+(?<question>[^\n]*\?)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();
}
