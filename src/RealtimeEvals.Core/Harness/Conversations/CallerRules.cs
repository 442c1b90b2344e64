using System.Text;
using System.Text.RegularExpressions;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// Checks each line of the simulated caller before the agent hears it, by rules alone. A caller that plays the agent, repeats itself or
/// makes things up proves nothing about the agent.
/// </summary>
internal sealed partial class CallerRules(Simulation simulation)
{
    /// <summary>Shorter numbers than this are counts and times of day, which a caller may make up.</summary>
    private const int FactLength = 3;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Whether a line ends the call: the sign and nothing else.</summary>
    public static bool IsEndOfCall(string text) => Letters(text) == Letters(SimulationCaller.EndOfCall);

    /// <summary>What is wrong with a line.</summary>
    /// <param name="turn">The turn, from 1.</param>
    /// <param name="line">The line.</param>
    /// <param name="transcript">What was said before it.</param>
    public IReadOnlyList<CallerFinding> Find(int turn, CallerLine line, Transcript transcript)
    {
        string text = line.Text.Trim();
        if (IsEndOfCall(text)) return turn > simulation.Turns.Minimum ? [] : [Finding(CallerFault.EarlyEnd, text)];
        if (Normalizer.Apply(text, Normalizer.Text).Length == 0) return [Finding(CallerFault.EmptyLine, "no words")];
        if (Silence.EndOfSound(line.Audio.Span, line.Format) == TimeSpan.Zero) return [Finding(CallerFault.EmptyLine, "no sound")];

        var findings = new List<CallerFinding>();
        if (turn == 1 && !IsSame(text, simulation.Turns.FirstLine)) findings.Add(Finding(CallerFault.NotAsWritten, text));
        if (SpokenEnd().IsMatch(text)) findings.Add(Finding(CallerFault.SpokenEnd, text));
        bool isNew = _said.Add(Normalizer.Apply(text, Normalizer.Text));

        // What is written is the user's own choice of words, and is checked no further.
        if (simulation.Turns.IsScripted || turn == 1) return findings;
        if (!isNew && !AskedToRepeat().IsMatch(transcript.LastOfAgent)) findings.Add(Finding(CallerFault.RepeatedLine, text));
        if (Offer().Match(text) is { Success: true } offer) findings.Add(Finding(CallerFault.RoleInversion, offer.Value));
        if (Decoration().Match(text) is { Success: true } decoration) findings.Add(Finding(CallerFault.Decoration, decoration.Value));
        findings.AddRange(Inventions(text, transcript).Select(word => Finding(CallerFault.InventedFact, word)));
        return findings;

        CallerFinding Finding(CallerFault fault, string words) => new(fault, turn, words);
    }

    /// <summary>Numbers, ids and addresses of mail that stand neither in what the caller was told nor in what the agent said.</summary>
    private IEnumerable<string> Inventions(string text, Transcript transcript)
    {
        string known = Letters(string.Join(' ', [
            simulation.Scenario, simulation.Caller.SystemPrompt, simulation.Turns.FirstLine, .. simulation.Turns.Script, .. simulation.KnownFacts, .. transcript.OfAgent]));
        return Fact().Matches(text).Select(match => match.Value.Trim('.', ',', '-', '/', ':')).Where(word => Letters(Ending().Replace(word, "")) is { Length: >= FactLength } plain && !known.Contains(plain, StringComparison.Ordinal));
    }

    private static bool IsSame(string said, string written) => Normalizer.Apply(said, Normalizer.Text) == Normalizer.Apply(written, Normalizer.Text);

    /// <summary>Letters and digits alone, in lower case.</summary>
    private static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) plain.Append(rune.ToString());
        }

        return plain.ToString();
    }

    /// <summary>The sign for the end of the call inside a line: with its underscore in any case, without it in capitals.</summary>
    [GeneratedRegex(@"(?i:\bEND_CALL\b)|\bEND CALL\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpokenEnd();

    /// <summary>What an agent asks when it did not hear.</summary>
    [GeneratedRegex(@"\b(?:repeat|again|pardon|once more|didn'?t (?:catch|hear|get)|did not (?:catch|hear|get)|could(?:n'?t| not) (?:hear|understand)|speak up)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AskedToRepeat();

    /// <summary>What agents say and callers do not.</summary>
    [GeneratedRegex(
        @"\bhow (?:can|may|could) (?:I|we) (?:help|assist)\b|\b(?:is there )?anything else (?:I|we) can (?:help|assist|do)\b|\b(?:I'?m|I am|we'?re|we are) (?:here|happy|glad|ready) to (?:help|assist)\b"
        + @"|\bI can (?:help|assist) you\b|\blet me (?:look|check|pull) (?:that|this|it|your \w+) up for you\b|\bthank(?:s| you) for (?:calling|contacting|reaching out)\b|\bI(?:'ll| will) (?:process|update|refund|cancel) (?:that|this|it|your)\b"
        + @"|\bas an? (?:AI|assistant|language model)\b|\b(?:may|can) I have your (?:order|account|name)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offer();

    /// <summary>Quotes around the whole line, stage directions, and a name or heading in front.</summary>
    [GeneratedRegex(
        @"\A[""\u201C\u00AB'].*[""\u201D\u00BB']\z|\*[^*]{1,80}\*|\[[^\]]{1,80}\]|\((?:[a-z' ]{0,40}\b(?:sigh|laugh|pause|chuckle|silence|nervous|angr|cough|groan|frustrat)[a-z' ,]{0,40})\)|\A(?:user|caller|customer|assistant|agent|response|me)\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decoration();

    /// <summary>What may follow a number without making it another: 7th, 10am.</summary>
    [GeneratedRegex(@"(?<=\p{Nd})(?:st|nd|rd|th|am|pm)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();

    /// <summary>Words with a digit in them, and addresses of mail.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}_.+-]+@[\p{L}\p{N}.-]+|[\p{L}\p{N}#-]*\p{Nd}[\p{L}\p{N}.,:/#-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fact();
}
