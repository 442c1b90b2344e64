using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>Patterns that show that a line is not what a real caller would say. Apostrophes and quotes must be plain ASCII.</summary>
internal static partial class CallerPhrases
{
    /// <summary>The end-of-call marker inside a line: in any case when written with its underscore, otherwise in capitals only.</summary>
    [GeneratedRegex(@"(?i:\bEND_CALL\b)|\bEND[- ]?CALL\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex SpokenEnd();

    /// <summary>Phrases with which an agent asks the caller to repeat something.</summary>
    [GeneratedRegex(
        @"\b(?:repeat|again|pardon|once more|one more time|come again|speak up|what was that|missed (?:that|it|what)"
        + @"|(?:did not|didn't) (?:catch|hear|get|understand)"
        + @"|(?:could not|couldn't|cannot|can not|can't) (?:hear|understand|make out))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex AskedToRepeat();

    /// <summary>Phrases that agents use and callers do not.</summary>
    [GeneratedRegex(
        @"\bhow (?:can|may|could) (?:I|we) (?:help|assist)(?: you)?(?: today)?(?: with\b[^?.!]*)?\s*[?.!]"
        + @"|\bwhat can (?:I|we) do for you\b|\b(?:can|may) (?:I|we) (?:help|assist) you with\b"
        + @"|\banything else (?:I|we) can (?:help|assist)\b"
        + @"|\b(?:I'm|I am|I'd be|I would be|we're|we are) (?:here|happy|glad|ready|pleased) to (?:help|assist)\b"
        + @"|\bI can (?:help|assist) (?:you|with)\b"
        + @"|\blet me (?:look|check|pull)\b[^.?!]{0,40}\bfor you\b"
        + @"|\bthank(?:s| you) for (?:calling|contacting|reaching out)\b(?!\s+(?:me|us|back)\b)"
        + @"|\bI(?:'ll| will) (?:process|refund) (?:that|this|it|your)\b|\bI(?:'ll| will) (?:update|change|cancel) your\b"
        + @"|\bas an? (?:AI|artificial intelligence|language model|virtual assistant)\b"
        + @"|\b(?:may|can|could) I have your (?:order|account|reference)\b"
        + @"|\b(?:could|can|would) you (?:please )?(?:provide|give me|tell me|confirm|share) your (?:order|account|reference)\b"
        + @"|\byour (?:refund|order|address|request|account)\b[^.?!]{0,30}"
        + @"\bhas been (?:processed|updated|changed|cancelled|canceled|refunded|issued|completed)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Offer();

    /// <summary>Quotes around the whole line, stage directions, and headings at the start.</summary>
    [GeneratedRegex(
        @"\A""[^""]*""\z|\A'[^']*'\z|\*[^*]{1,80}\*|\[[^\]]{1,80}\]"
        + @"|\([^)]{0,40}\b(?:sigh|laugh|pause|chuckle|silence|silent|nervous|angr|cough|groan|frustrat|whisper|softly|quietly"
        + @"|crying|hesitat|clears? (?:her |his |my )?throat)[^)]{0,40}\)"
        + @"|\A(?:user|caller|customer|assistant|agent|response|reply|next user response|me)\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Decoration();

    /// <summary>A speaker's name at the start of the line, as in a script.</summary>
    [GeneratedRegex(
        @"\A(?<name>\p{Lu}[\p{L}'-]+)(?: \p{Lu}[\p{L}'-]+)?\s*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex NameInFront();
}
