using System.Collections.Frozen;
using System.Globalization;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>
/// Reads numbers that are written in English words: ninety five, double five, oh one, twelve hundred and fifty, the twenty first.
/// </summary>
internal static class NumberWords
{
    private static readonly string[] UpToNineteen =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Ordinals =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
        "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    ];

    private static readonly string[] TensNames = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly FrozenDictionary<string, int> Small = UpToNineteen.Select((word, value) => (word, value))
        .Concat(Ordinals.Select((word, index) => (word, index + 1)))
        .Concat([("oh", 0), ("o", 0), ("nought", 0), ("naught", 0)])
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> Tens = TensNames.Select((word, index) => (word, 10 * (index + 2)))
        .Concat(TensNames.Select((word, index) => ($"{word[..^1]}ieth", 10 * (index + 2)))).Append(("fourty", 40))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> Repeats =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["double"] = 2, ["triple"] = 3, ["treble"] = 3 }
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the number that words begin with; null when they do not begin with a number, or when that number is in digits already.
    /// </summary>
    /// <param name="words">Consecutive words, separated by spaces and hyphens only.</param>
    /// <returns>
    /// The digits, the number of words read, and whether the number is round; round numbers are used as figures of speech more often than
    /// as facts.
    /// </returns>
    public static (string Digits, int Count, bool IsRound)? Read(ReadOnlySpan<string> words)
    {
        if (words.Length > 1 && Repeats.TryGetValue(words[0], out int times) && DigitOf(words[1]) is int digit)
            return (new string((char)('0' + digit), times), 2, false);
        int at = 0;
        long total = 0;
        bool isScaled = false;
        foreach ((string scale, long factor) in ((string, long)[])[("million", 1_000_000), ("thousand", 1_000), ("", 1)])
        {
            int before = at;
            long? group = BelowTenThousand(words, ref at, isFollowing: isScaled, out bool hasHundreds);
            if (scale.Length > 0 && !IsAt(words, at, scale))
            {
                at = before;
                continue;
            }

            if (scale.Length > 0) at++;
            total += (group ?? (scale.Length > 0 ? 1 : 0)) * factor;
            isScaled |= scale.Length > 0 || hasHundreds;
        }

        if (at == 0 || (at == 1 && char.IsDigit(words[0][0]))) return null;
        string fraction = Fraction(words, ref at);
        return (total.ToString(CultureInfo.InvariantCulture) + fraction, at, isScaled && total % 100 == 0 && fraction.Length == 0);
    }

    private static long? BelowTenThousand(ReadOnlySpan<string> words, ref int at, bool isFollowing, out bool hasHundreds)
    {
        int start = isFollowing && IsAt(words, at, "and") ? at + 1 : at;
        int next = start;
        long? value = BelowHundred(words, ref next);
        hasHundreds = IsAt(words, next, "hundred");
        if (hasHundreds)
        {
            next++;
            value = (value ?? 1) * 100;
            int rest = IsAt(words, next, "and") ? next + 1 : next;
            if (BelowHundred(words, ref rest) is > 0 and long more) (value, next) = (value + more, rest);
        }

        if (value is not null) at = next;
        return value;
    }

    private static long? BelowHundred(ReadOnlySpan<string> words, ref int at)
    {
        if (at >= words.Length) return null;
        if (Tens.TryGetValue(words[at], out int tens))
        {
            at++;
            if (at >= words.Length || !Small.TryGetValue(words[at], out int unit) || unit is 0 or > 9) return tens;
            at++;
            return tens + unit;
        }

        bool isDigits = words[at].Length <= 2 && int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        bool isScaled = isDigits && (IsAt(words, at + 1, "hundred") || IsAt(words, at + 1, "thousand") || IsAt(words, at + 1, "million"));
        if (!isScaled && !Small.ContainsKey(words[at])) return null;
        long value = isScaled ? int.Parse(words[at], CultureInfo.InvariantCulture) : Small[words[at]];
        at++;
        return value;
    }

    /// <summary>Reads the digits after the decimal point.</summary>
    private static string Fraction(ReadOnlySpan<string> words, ref int at)
    {
        if (!IsAt(words, at, "point")) return "";
        string digits = "";
        for (int next = at + 1; next < words.Length && DigitOf(words[next]) is int digit; next++) digits += (char)('0' + digit);
        if (digits.Length == 0) return "";
        at += digits.Length + 1;
        return $".{digits}";
    }

    private static int? DigitOf(string word) =>
        word is [>= '0' and <= '9'] ? word[0] - '0' : Small.TryGetValue(word, out int value) && value < 10 ? value : null;

    private static bool IsAt(ReadOnlySpan<string> words, int at, string word) =>
        at < words.Length && string.Equals(words[at], word, StringComparison.OrdinalIgnoreCase);
}
