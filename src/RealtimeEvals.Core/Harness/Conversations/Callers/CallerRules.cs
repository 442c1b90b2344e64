using System.Text;
using System.Text.RegularExpressions;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Rules;

namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>
/// Checks each line of a caller before the agent hears it, by rules and without a model. A conversation is no evidence about the agent if
/// the caller plays the agent, repeats itself or invents facts.
/// </summary>
internal sealed class CallerRules(Simulation simulation)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Whether a line ends the call: it consists of the end-of-call marker only.</summary>
    public static bool IsEndOfCall(string text) => Letters(text) == Letters(SimulationCaller.EndOfCall);

    /// <summary>Returns the rules that a line breaks.</summary>
    /// <param name="turn">The turn, from 1.</param>
    /// <param name="line">The line.</param>
    /// <param name="transcript">The conversation before the line.</param>
    public IReadOnlyList<CallerFinding> Find(int turn, CallerLine line, Transcript transcript)
    {
        string text = line.Text.Trim();
        if (IsEndOfCall(text)) return turn > simulation.Turns.Minimum ? [] : [Finding(CallerViolation.EarlyEnd, text)];
        if (LineRules.IsWordless(text)) return [Finding(CallerViolation.EmptyLine, "no words")];
        bool isSilent = !line.IsWritten && Silence.EndOfSound(line.Audio.Span, line.Format) == TimeSpan.Zero;
        if (isSilent) return [Finding(CallerViolation.EmptyLine, "no sound")];

        var findings = new List<CallerFinding>();
        if (turn == 1 && Normalizer.Apply(text, Normalizer.Text) != Normalizer.Apply(simulation.Turns.FirstLine, Normalizer.Text))
        {
            findings.Add(Finding(CallerViolation.NotAsWritten, text));
        }

        if (CallerPhrases.SpokenEnd().IsMatch(text)) findings.Add(Finding(CallerViolation.SpokenEnd, text));
        bool isNew = _said.Add(Normalizer.Apply(text, Normalizer.Text));

        // The user chose the words of scripted lines, so they are not checked further.
        if (simulation.Turns.IsScripted || turn == 1) return findings;
        string plain = LineRules.PlainQuotes(text);
        if (!isNew && IsRepetition(text, transcript)) findings.Add(Finding(CallerViolation.RepeatedLine, text));
        if (CallerPhrases.Offer().Match(plain) is { Success: true } offer)
        {
            findings.Add(Finding(CallerViolation.RoleInversion, offer.Value));
        }

        if (DecorationOf(plain) is string decoration) findings.Add(Finding(CallerViolation.Decoration, decoration));
        if (!simulation.Caller.MayInvent)
        {
            findings.AddRange(CallerFacts.UnknownIn(plain, Known(transcript)).Select(word => Finding(CallerViolation.InventedFact, word)));
        }

        return findings;

        CallerFinding Finding(CallerViolation fault, string words) => new(fault, turn, words);
    }

    /// <summary>
    /// Whether a repeated line is a fault of the caller. It is not if the agent asked the caller to repeat it or asked the same question
    /// again.
    /// </summary>
    private static bool IsRepetition(string text, Transcript transcript)
    {
        if (Normalizer.Apply(text, Normalizer.Text).Split(' ').Length < LineRules.WordsThatRepeat) return false;
        return !CallerPhrases.AskedToRepeat().IsMatch(LineRules.PlainQuotes(transcript.LastOfAgent)) && !AsksAgain(transcript);
    }

    private static bool AsksAgain(Transcript transcript)
    {
        string[] questions = [.. transcript.OfAgent.Select(LastQuestion).Where(question => question.Length > 0)];
        return questions is [.., _, _] && LastQuestion(transcript.LastOfAgent) is { Length: > 0 } last
            && questions[..^1].Any(earlier =>
                earlier.Contains(last, StringComparison.Ordinal) || last.Contains(earlier, StringComparison.Ordinal));
    }

    /// <summary>Returns the words of the last question in what was said; empty when there is none.</summary>
    private static string LastQuestion(string said)
    {
        int end = said.LastIndexOf('?');
        return end < 0 ? "" : Normalizer.Apply(said[(said[..end].LastIndexOfAny(['.', '!', '?']) + 1)..end], Normalizer.Text);
    }

    private string? DecorationOf(string text)
    {
        if (CallerPhrases.Decoration().Match(text) is { Success: true } decoration) return decoration.Value;
        Match name = CallerPhrases.NameInFront().Match(text);
        return name.Success && simulation.Caller.SystemPrompt.Contains(name.Groups["name"].Value, StringComparison.Ordinal)
            ? name.Value
            : null;
    }

    private string Known(Transcript transcript) => string.Join('\n', [
        simulation.Scenario, simulation.Caller.SystemPrompt, simulation.Turns.FirstLine, .. simulation.KnownFacts, .. transcript.OfAgent]);

    /// <summary>Returns only the letters and digits, in lower case.</summary>
    private static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
