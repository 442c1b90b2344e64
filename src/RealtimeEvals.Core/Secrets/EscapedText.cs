using System.Buffers;
using System.Globalization;
using System.Text;

namespace RealtimeEvals.Secrets;

/// <summary>A text, and where each of its characters stands in the text that it was decoded from.</summary>
/// <param name="Text">The text.</param>
/// <param name="Starts">For each character, and for the end, its place in the original; null for the original itself.</param>
internal sealed record EscapedText(string Text, int[]? Starts)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create('\\', '%');

    /// <summary>Whether a text may hold escapes.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>The place of a character in the original.</summary>
    public int OriginOf(int index) => Starts is null ? index : Starts[index];

    /// <summary>
    /// The text with one level of escapes decoded, those of JSON and the percent signs of addresses; null when there is none.
    /// </summary>
    /// <param name="whole">Where an escape begins that the end of the text has cut; the length of the text where none is cut.</param>
    public EscapedText? Decode(out int whole)
    {
        whole = Text.Length;
        if (!IsIn(Text)) return null;
        var decoded = new StringBuilder(Text.Length);
        var starts = new List<int>(Text.Length + 1);
        for (int at = 0; at < Text.Length;)
        {
            (char character, int length) = UnitAt(at);
            if (length == 0) whole = Math.Min(whole, at);
            decoded.Append(character);
            starts.Add(OriginOf(at));
            at += Math.Max(1, length);
        }

        starts.Add(OriginOf(Text.Length));
        return decoded.Length < Text.Length ? new EscapedText(decoded.ToString(), [.. starts]) : null;
    }

    /// <summary>What stands at a place, and how long it is; a length of 0 for an escape that the end has cut.</summary>
    private (char Character, int Length) UnitAt(int at)
    {
        char first = Text[at];
        if (first == '%') return Hexadecimal(at + 1, 2, first);
        if (first != '\\') return (first, 1);
        return at + 1 == Text.Length ? (first, 0) : Text[at + 1] switch
        {
            'u' => Hexadecimal(at + 2, 4, first),
            '/' or '"' or '\\' => (Text[at + 1], 2),
            _ => (first, 1),
        };
    }

    /// <summary>The printable ASCII character of a code; the sign of the escape itself where there is none.</summary>
    private (char Character, int Length) Hexadecimal(int at, int digits, char sign)
    {
        ReadOnlySpan<char> code = Text.AsSpan(at, Math.Min(digits, Text.Length - at));
        foreach (char digit in code)
        {
            if (!char.IsAsciiHexDigit(digit)) return (sign, 1);
        }

        if (code.Length < digits) return (sign, 0);
        int value = int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return value is >= ' ' and <= '~' ? ((char)value, digits + (sign == '%' ? 1 : 2)) : (sign, 1);
    }
}
