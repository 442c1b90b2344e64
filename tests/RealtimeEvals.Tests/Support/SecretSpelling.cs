using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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
        string level = text;
        for (int depth = 0; depth < 10; depth++)
        {
            if (level.Contains(secret, StringComparison.Ordinal) || Unescaped(level).Contains(secret, StringComparison.Ordinal))
            {
                return true;
            }

            if (Decoded(level).Any(decoded => decoded.Contains(secret, StringComparison.Ordinal))) return true;
            string next = Unescaped(level);
            if (next == level) return false;
            level = next;
        }

        return false;
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
        string plain = Regex.Replace(text, @"\\u(?<json>[0-9a-fA-F]{4})|\\(?<any>.)|%(?<percent>[0-9a-fA-F]{2})", match =>
            match.Groups["json"].Success ? Character(match.Groups["json"].Value)
            : match.Groups["percent"].Success ? Character(match.Groups["percent"].Value)
            : match.Groups["any"].Value, RegexOptions.ExplicitCapture, Limit);
        return plain;
    }

    private static string Character(string code) => $"{(char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}";

    /// <summary>What every stretch of Base64 or of hexadecimal digits holds, from each of its first four characters on.</summary>
    private static IEnumerable<string> Decoded(string text)
    {
        foreach (Match match in Regex.Matches(text, "[A-Za-z0-9+/_-]{8,}", RegexOptions.ExplicitCapture, Limit))
        {
            string digits = match.Value.Replace('-', '+').Replace('_', '/');
            for (int skip = 0; skip < 4; skip++)
            {
                string part = digits[Math.Min(skip, digits.Length)..];
                yield return Encoding.Latin1.GetString(Convert.FromBase64String(part[..(part.Length / 4 * 4)]));
                yield return Encoding.Latin1.GetString(Convert.FromBase64String((part + "AAA")[..((part.Length + 3) / 4 * 4)]));
            }
        }

        foreach (Match match in Regex.Matches(text, "[0-9A-Fa-f]{16,}", RegexOptions.ExplicitCapture, Limit))
        {
            yield return Encoding.Latin1.GetString(Convert.FromHexString(match.Value[..(match.Value.Length / 2 * 2)]));
            yield return Encoding.Latin1.GetString(Convert.FromHexString(match.Value[1..][..((match.Value.Length - 1) / 2 * 2)]));
        }
    }
}
