using System.Globalization;
using System.Text;

namespace RealtimeEvals.Reporting;

/// <summary>
/// Makes text of models and files fit for any report: one line, without characters that XML forbids, that steer a terminal or that
/// turn the direction of what follows.
/// </summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text on one line.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        Span<char> letters = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Half of a surrogate pair comes out of the enumeration as the replacement character.
            if (IsBreak(rune.Value)) clean.Append(' ');
            else if (IsUnfit(rune)) clean.Append(Replacement);
            else clean.Append(letters[..rune.EncodeToUtf16(letters)]);
        }

        return clean.ToString().Trim();
    }

    /// <summary>The text on one line, cut where it is too long.</summary>
    public static string Clean(string text, int limit)
    {
        string clean = Clean(text);
        if (clean.Length <= limit) return clean;
        int end = char.IsHighSurrogate(clean[limit - 1]) ? limit - 1 : limit;
        return $"{clean.AsSpan(0, end)}…";
    }

    private static bool IsBreak(int code) => code is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029;

    private static bool IsUnfit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control
        || rune.Value is 0xFFFE or 0xFFFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
