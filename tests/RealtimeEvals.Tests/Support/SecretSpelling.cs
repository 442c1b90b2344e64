using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>The ways in which a service can send a secret back, and what a reader who tries everything finds in a text.</summary>
public static class SecretSpelling
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>The spellings by name; each is text as JSON strings and files hold it.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } =
        new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
        {
            ["plain"] = secret => secret,
            ["percent, all"] = secret => Percent(secret, "X2", _ => true),
            ["percent, some, lower case"] = secret => Percent(secret, "x2", index => index % 3 == 0),
            ["percent of percent"] = secret => Percent(secret, "X2", _ => true).Replace("%", "%25", StringComparison.Ordinal),
            ["JSON"] = secret => Json(secret, 1, _ => true),
            ["JSON, some"] = secret => Json(secret, 1, index => index % 4 == 1),
            ["JSON of JSON"] = secret => Json(secret, 2, _ => true),
            ["JSON of JSON of JSON"] = secret => Json(secret, 4, index => index % 2 == 0),
            ["JSON whose backslash is escaped"] = secret => Json(secret, 1, _ => true).Replace("\\", "\\u005c", StringComparison.Ordinal),
            ["percent of JSON"] = secret => Json(secret, 1, _ => true).Replace("\\", "%5C", StringComparison.Ordinal),
            ["JSON of percent"] = secret => Percent(secret, "x2", _ => true).Replace("%", "\\u0025", StringComparison.Ordinal),
            ["Base64"] = secret => InBase64(secret),
            ["Base64 behind a byte"] = secret => InBase64($"{{{secret}}}"),
            ["Base64 behind two bytes"] = secret => InBase64($"{{\"{secret}\"}}"),
            ["Base64 inside a sentence"] = secret => InBase64($"You said that your key is {secret}, and that it is good."),
            ["Base64 of addresses"] = secret => InBase64($"?>{secret}?>").Replace('+', '-').Replace('/', '_').TrimEnd('='),
            ["Base64, percent"] = secret => InBase64($"~~{secret}~")
                .Replace("+", "%2B", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal),
            ["Base64, JSON"] = secret => InBase64($"~~{secret}~").Replace("/", "\\/", StringComparison.Ordinal),
            ["hexadecimal"] = secret => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)),
            ["HEXADECIMAL"] = secret => Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
        };

    /// <summary>Whether somebody who decodes all that can be decoded finds a secret.</summary>
    public static bool Tells(string text, string secret)
    {
        byte[] searched = Encoding.Latin1.GetBytes(secret);
        string level = text;
        for (int depth = 0; depth < 10; depth++)
        {
            if (level.Contains(secret, StringComparison.Ordinal) || IsDecodedFrom(level, searched)) return true;
            string next = Unescaped(level);
            if (next == level) return false;
            level = next;
        }

        return level.Contains(secret, StringComparison.Ordinal);
    }

    private static string Percent(string secret, string format, Func<int, bool> isEscaped) =>
        string.Concat(
            secret.Select((character, index) =>
                isEscaped(index) ? $"%{((int)character).ToString(format, CultureInfo.InvariantCulture)}" : $"{character}"));

    private static string Json(string secret, int backslashes, Func<int, bool> isEscaped) =>
        string.Concat(
            secret.Select(
                (character, index) => isEscaped(index) ? $"{new string('\\', backslashes)}u{(int)character:x4}" : $"{character}"));

    private static string InBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>One level of escapes less, by a reader of its own.</summary>
    private static string Unescaped(string text)
    {
        if (text.AsSpan().IndexOfAny('\\', '%') < 0) return text;
        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            (int before, int digits) = text[at] switch
            {
                '\\' when at + 1 < text.Length && text[at + 1] == 'u' => (2, 4),
                '%' => (1, 2),
                _ => (0, 0),
            };
            if (digits > 0 && at + before + digits <= text.Length
                && ushort.TryParse(
                    text.AsSpan(at + before, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                plain.Append((char)code);
                at += before + digits - 1;
            }
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n') plain.Append(text[++at]);
            else plain.Append(text[at]);
        }

        return plain.ToString();
    }

    /// <summary>
    /// Whether a secret is in what some stretch of Base64 or of hexadecimal digits holds, from any of its first four characters on.
    /// </summary>
    private static bool IsDecodedFrom(string text, byte[] secret)
    {
        foreach (ValueMatch match in Regex.EnumerateMatches(text, "[A-Za-z0-9+/_-]{8,}", RegexOptions.None, Limit))
        {
            char[] digits = [.. text.AsSpan(match.Index, match.Length), 'A', 'A', 'A'];
            digits.AsSpan().Replace('-', '+');
            digits.AsSpan().Replace('_', '/');
            byte[] bytes = new byte[digits.Length];
            for (int skip = 0; skip < 4; skip++)
            {
                Span<char> part = digits.AsSpan(skip);
                Assert.True(Convert.TryFromBase64Chars(part[..(part.Length / 4 * 4)], bytes, out int length));
                if (bytes.AsSpan(0, length).IndexOf(secret) >= 0) return true;
            }
        }

        foreach (ValueMatch match in Regex.EnumerateMatches(text, "[0-9A-Fa-f]{16,}", RegexOptions.None, Limit))
        {
            for (int skip = 0; skip < 2; skip++)
            {
                ReadOnlySpan<char> digits = text.AsSpan(match.Index + skip, (match.Length - skip) / 2 * 2);
                if (Convert.FromHexString(digits).AsSpan().IndexOf(secret) >= 0) return true;
            }
        }

        return false;
    }
}
