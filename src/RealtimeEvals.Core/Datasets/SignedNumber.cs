using System.Globalization;
using System.Text;

namespace RealtimeEvals.Datasets;

/// <summary>Distinguishes the minus and decimal point of a number from hyphens and full stops in text.</summary>
internal static class SignedNumber
{
    private const int Minus = 0x2212;
    private const int ArabicPoint = 0x066B;

    /// <summary>Whether a character can be written for a minus.</summary>
    public static bool IsDash(Rune rune) => rune.Value is '-' or Minus or 0xFE63 or 0xFF0D;

    /// <summary>Whether a dash is a minus: before a number, possibly with a currency sign, and not after a letter, mark or digit.</summary>
    public static bool IsMinus(ReadOnlySpan<Rune> text, int at)
    {
        bool isInWord = at > 0 && (Rune.IsLetterOrDigit(text[at - 1]) || TextRune.IsMark(text[at - 1]));
        return IsDash(text[at]) && !isInWord && StartsNumber(text[(at + 1)..]);
    }

    /// <summary>Whether a character is a decimal point: before a digit, and not after a letter, a mark or another point.</summary>
    public static bool IsPoint(ReadOnlySpan<Rune> text, int at) =>
        text[at].Value is '.' or ArabicPoint && at + 1 < text.Length && Rune.IsDigit(text[at + 1])
        && (at == 0 || !(Rune.IsLetter(text[at - 1]) || TextRune.IsMark(text[at - 1]) || text[at - 1].Value == '.'));

    private static bool StartsNumber(ReadOnlySpan<Rune> rest)
    {
        bool hasCurrency = rest.Length > 0 && Rune.GetUnicodeCategory(rest[0]) == UnicodeCategory.CurrencySymbol;
        if (hasCurrency) rest = rest[1..];
        if (hasCurrency && rest.Length > 0 && Rune.IsWhiteSpace(rest[0])) rest = rest[1..];
        return rest.Length > 0
            && (Rune.IsDigit(rest[0]) || (rest[0].Value is '.' or ArabicPoint && rest.Length > 1 && Rune.IsDigit(rest[1])));
    }
}
