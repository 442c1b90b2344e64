using System.Text.RegularExpressions;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What the prompt of an interviewer says: numbered lines with a question mark, and a closing sentence in quotes.</summary>
/// <param name="Name">The name of the interviewer; empty when the prompt has none.</param>
/// <param name="Questions">The questions in their order, at least one.</param>
/// <param name="Closing">The sentence that ends the interview.</param>
internal sealed partial record InterviewPrompt(string Name, IReadOnlyList<string> Questions, string Closing)
{
    private const string UsualClosing = "Thank you, that completes the interview.";

    /// <summary>Reads the instructions of a session; null when they are not those of an interviewer.</summary>
    public static InterviewPrompt? Read(string instructions)
    {
        string[] questions = [.. Question().Matches(instructions).Select(match => match.Groups["question"].Value)];
        if (questions.Length == 0 || !Subject().IsMatch(instructions)) return null;
        string? closing = ClosingSentence().Matches(instructions).LastOrDefault()?.Groups["sentence"].Value.Trim();
        return new InterviewPrompt(OwnName().Match(instructions).Groups["name"].Value, questions, closing ?? UsualClosing);
    }

    [GeneratedRegex(
        @"^[ \t]*\d{1,3}[.)][ \t]+(?<question>[^\n]*\?)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(
        @"\binterview(?:s|er|ers|ing)?\b|\bquestions\b[^.\n]{0,40}\border\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subject();

    [GeneratedRegex(
        @"\b(?:clos|end|finish|conclud)\w*\b[^.?!\n""\u201C]{0,80}[""\u201C](?<sentence>[^\n""\u201D]+)[""\u201D]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClosingSentence();

    [GeneratedRegex(@"\bYou are (?<name>\p{Lu}\p{L}+),", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnName();
}
