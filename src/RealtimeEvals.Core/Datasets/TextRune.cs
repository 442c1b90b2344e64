using System.Globalization;
using System.Text;

namespace RealtimeEvals.Datasets;

/// <summary>Classifies characters for the comparison of texts.</summary>
internal static class TextRune
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int ZeroWidthSpace = 0x200B;

    /// <summary>Percent and per mille signs, which Unicode counts as punctuation although they change a value.</summary>
    private static readonly HashSet<int> Shares = ['%', 0x2030, 0x2031, 0x066A, 0x0609, 0x060A, 0xFE6A, 0xFF05];

    /// <summary>Standalone accents that are used as apostrophes.</summary>
    private static readonly HashSet<int> Apostrophes = ['`', 0xB4];

    /// <summary>
    /// Whether a character is kept: letters, marks, digits, symbols such as those of currencies, and the joiners, which change words in
    /// Indic and Persian scripts.
    /// </summary>
    public static bool IsKept(Rune rune) =>
        rune.Value is '_' or NonJoiner or Joiner
        || Shares.Contains(rune.Value)
        || (!IsInvisible(rune)
            && !Apostrophes.Contains(rune.Value)
            && Rune.GetUnicodeCategory(rune)
                is <= UnicodeCategory.OtherNumber
                or UnicodeCategory.CurrencySymbol
                or UnicodeCategory.MathSymbol
                or UnicodeCategory.OtherSymbol
                or UnicodeCategory.ModifierSymbol
                or UnicodeCategory.PrivateUse);

    /// <summary>Whether a character is invisible and separates no words: a soft hyphen, a direction mark, a variation selector.</summary>
    public static bool IsInvisible(Rune rune) =>
        rune.Value is 0xFE0E or 0xFE0F
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (NonJoiner or Joiner or ZeroWidthSpace));

    /// <summary>Whether a character combines with the one before it.</summary>
    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Replaces a final sigma by a sigma; returns any other character unchanged.</summary>
    public static Rune Plain(Rune rune) => rune.Value == 0x03C2 ? new Rune(0x03C3) : rune;
}
