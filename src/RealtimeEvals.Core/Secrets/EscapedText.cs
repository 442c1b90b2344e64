using System.Buffers;
using System.Globalization;
using System.Text;

namespace RealtimeEvals.Secrets;

/// <summary>A decoded text, with the position of each of its characters in the original.</summary>
/// <param name="Text">The decoded text.</param>
/// <param name="Starts">The position in the original of each character and of the end; null for the original itself.</param>
internal sealed record EscapedText(string Text, int[]? Starts)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create('\\', '%');

    /// <summary>Whether a text may contain escapes.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>Returns the position of a character in the original.</summary>
    public int OriginOf(int index) => Starts is null ? index : Starts[index];

    /// <summary>Decodes one level of escapes, those of JSON and the percent signs of URLs; returns null when there is none.</summary>
    /// <param name="whole">The position of an escape that the end of the text cuts off; the length of the text when there is none.</param>
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

    /// <summary>Returns the character at a position and its length; the length is 0 for an escape that the end cuts off.</summary>
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

    /// <summary>Decodes a hexadecimal code to a printable ASCII character; returns the sign of the escape when it is none.</summary>
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
