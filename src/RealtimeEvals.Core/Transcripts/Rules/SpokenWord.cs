namespace RealtimeEvals.Transcripts.Rules;

/// <summary>A word that may be part of a fact: an e-mail address, a word with digits, a number in words, or the letters of an id.</summary>
/// <param name="Said">The word as it was said.</param>
/// <param name="Text">The word with number words replaced by digits.</param>
/// <param name="Gap">The text between this word and the previous one of the same run; empty for the first word.</param>
internal sealed record SpokenWord(string Said, string Text, string Gap)
{
    /// <summary>The ASCII digits of <see cref="Text"/>.</summary>
    public string Digits { get; } = string.Concat(Text.Where(char.IsAsciiDigit));

    /// <summary>Whether the word is never a fact: a percentage, a time of day, a range, or a round number in words.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>Whether the word is an e-mail address.</summary>
    public bool IsMail => Text.Contains('@', StringComparison.Ordinal);
}
