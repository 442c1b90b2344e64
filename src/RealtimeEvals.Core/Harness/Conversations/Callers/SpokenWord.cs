namespace RealtimeEvals.Harness.Conversations.Callers;

/// <summary>
/// A word that may be part of a fact: an address of mail, a word with digits, a number in words, or the letters of an id.
/// </summary>
/// <param name="Said">The word as it stands.</param>
/// <param name="Text">The word with its digits as digits.</param>
/// <param name="Gap">What stands between it and the word before it in the same run; empty for the first.</param>
internal sealed record SpokenWord(string Said, string Text, string Gap)
{
    /// <summary>Its digits.</summary>
    public string Digits { get; } = string.Concat(Text.Where(char.IsAsciiDigit));

    /// <summary>Whether it is no fact whatever its digits: a share, a time of day, a span, a round number in words.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>Whether it is an address of mail.</summary>
    public bool IsMail => Text.Contains('@', StringComparison.Ordinal);
}
