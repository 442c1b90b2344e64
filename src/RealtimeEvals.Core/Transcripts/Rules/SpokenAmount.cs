using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>
/// Returns the values that a written amount may have. Point, comma, apostrophe and space group digits in some countries and mark the
/// decimals in others.
/// </summary>
internal static partial class SpokenAmount
{
    /// <summary>
    /// Returns the possible values, without grouping and without trailing zeros in the decimals: 1250 for 1,250.00, for 1 250,00 and for
    /// 1250.
    /// </summary>
    /// <param name="text">A number, perhaps with a currency or the ending of an ordinal.</param>
    public static IEnumerable<string> Values(string text)
    {
        if (Amount().Match(text) is not { Success: true } amount) yield break;
        string number = amount.Groups["number"].Value;
        if (Grouped().IsMatch(number)) yield return Digits(number);
        if (Decimal().Match(number) is not { Success: true } parts) yield break;
        string fraction = parts.Groups["fraction"].Value.TrimEnd('0');
        yield return fraction.Length > 0 ? $"{Digits(parts.Groups["whole"].Value)}.{fraction}" : Digits(parts.Groups["whole"].Value);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"\A\p{L}{0,3}(?<number>[0-9][0-9 ,.']*)(?:st|nd|rd|th|am|pm|\p{L}{0,3})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    /// <summary>A whole number, with or without groups of three digits.</summary>
    [GeneratedRegex(@"\A(?:[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?<by>[ ,.'])[0-9]{3})(?:\k<by>[0-9]{3})*)\z", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouped();

    /// <summary>A number with decimals. Its whole part may be grouped by a character other than the decimal separator.</summary>
    [GeneratedRegex(
        @"\A(?<whole>0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?<by>[ ,.'])[0-9]{3})(?:\k<by>[0-9]{3})*)(?!\k<by>)[.,](?<fraction>[0-9]{1,4})\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimal();
}
