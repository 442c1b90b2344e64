using System.Text.RegularExpressions;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// Asks the questions of an interviewer's prompt, one a turn. It remembers nothing: how far the interview is follows from what the session
/// has said, where every turn that asks ends with its question.
/// </summary>
internal static partial class InterviewerMind
{
    private const string Heard = "You said:";
    private const string Understood = "I see.";
    private const string GoesOn = "All right.";
    private const string AsksAgain = "Let me ask again:";
    private const string BeginsAnew = "I have no answer yet, so let me begin anew:";
    private const string Over = "Goodbye.";

    /// <summary>Returns the interviewer's next turn.</summary>
    /// <param name="interview">The prompt.</param>
    /// <param name="situation">What was said until now.</param>
    public static Reply Answer(InterviewPrompt interview, Situation situation) => new(Next(interview, situation), []);

    private static string Next(InterviewPrompt interview, Situation situation)
    {
        if (situation.Spoken.Any(turn => turn.EndsWith(interview.Closing, StringComparison.Ordinal))) return Over;
        int asked = Asked(interview.Questions, situation.Spoken);
        if (asked == 0) return $"{Greeting(interview.Name)} {interview.Questions[0]}";
        string answer = situation.IsAnswered ? situation.Heard.Trim() : "";
        bool isClear = IsClear(answer);
        if (!isClear && !IsFollowUp(situation.Said)) return $"{AsksAgain} {interview.Questions[asked - 1]}";
        if (asked < interview.Questions.Count) return $"{Acknowledge(answer, isClear)} {interview.Questions[asked]}";
        return isClear || situation.Spoken.Any(HadAnswer)
            ? $"{Acknowledge(answer, isClear)} {interview.Closing}"
            : $"{BeginsAnew} {interview.Questions[0]}";
    }

    /// <summary>Returns how many questions were asked. One that was cut off in the middle was not.</summary>
    private static int Asked(IReadOnlyList<string> questions, IReadOnlyList<string> spoken)
    {
        int asked = 0;
        foreach (string turn in spoken.Where(turn => !IsFollowUp(turn)))
        {
            if (turn.StartsWith(BeginsAnew, StringComparison.Ordinal)) asked = 0;
            if (asked < questions.Count && turn.EndsWith(questions[asked], StringComparison.Ordinal)) asked++;
        }

        return asked;
    }

    private static bool IsFollowUp(string turn) => turn.StartsWith(AsksAgain, StringComparison.Ordinal);

    private static bool HadAnswer(string turn) =>
        turn.StartsWith(Heard, StringComparison.Ordinal) || turn.StartsWith(Understood, StringComparison.Ordinal);

    private static string Greeting(string name) => name.Length > 0 ? $"Good day, this is {name}." : "Good day.";

    private static string Acknowledge(string answer, bool isClear)
    {
        if (!isClear) return GoesOn;
        return Number().IsMatch(answer) || Name().IsMatch(answer) ? $"{Heard} {answer.TrimEnd('.', '!', ' ')}." : Understood;
    }

    private static bool IsClear(string answer) =>
        answer.Any(char.IsLetterOrDigit) && (Number().IsMatch(answer) || !Unclear().IsMatch(answer));

    /// <summary>A number in digits or words, or an id. The word one is too often none.</summary>
    [GeneratedRegex(
        @"\d|\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand"
        + @"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    /// <summary>A word with a capital inside a sentence.</summary>
    [GeneratedRegex(@"(?<=[\p{Ll},] )\p{Lu}\p{L}+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\bI (?:really )?(?:do not|don't|would not|wouldn't) know\b|\b(?:not sure|no idea)\b|\bpardon\b|\brepeat\b"
        + @"|\b(?:once|one time) more\b|\bone more time\b|\b(?:ask|say|read|tell)\b[^.?!]{0,40}\bagain\b"
        + @"|\bwhat (?:was|is) (?:the|your) question\b|\bwhat did you (?:say|ask)\b|\b(?:lost|missed) (?:that|the|your|it|you)\b"
        + @"|\b(?:did not|didn't|could not|couldn't|cannot|can't) (?:catch|get|hear|understand|follow)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unclear();
}
