using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>
/// Reads dates in their usual notations: 2026-03-05, 03/05/2026, 5.3.26, March 5th, 2026, the 5 of March. Returns every day that a date may
/// mean.
/// </summary>
internal static partial class SpokenDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Returns the possible days of a date that consists of digits only; none when it is no date.</summary>
    public static IEnumerable<string> Days(string word)
    {
        if (InDigits().Match(word) is not { Success: true } date) return [];
        int[] parts = [.. ((string[])["a", "b", "c"]).Select(name => int.Parse(date.Groups[name].Value, CultureInfo.InvariantCulture))];
        return date.Groups["a"].Length > 2 ? Day(parts[0], parts[1], parts[2])
            : [.. Day(parts[2], parts[0], parts[1]), .. Day(parts[2], parts[1], parts[0])];
    }

    /// <summary>Returns the days of all dates in a text that have the month as a word and a year.</summary>
    public static IEnumerable<string> DaysIn(string text) => InWords().Matches(text).SelectMany(date =>
        Day(Number(date, "year"), Array.IndexOf(Months, date.Groups["month"].Value[..3].ToLowerInvariant()) + 1, Number(date, "day")));

    private static int Number(Match date, string group) =>
        int.Parse(date.Groups[group].Value.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static string[] Day(int year, int month, int day)
    {
        if (year < 100) year += 2000;
        return month is >= 1 and <= 12 && day is >= 1 and <= 31
            ? [FormattableString.Invariant($"day {year:0000}-{month:00}-{day:00}")] : [];
    }

    [GeneratedRegex(
        @"\A(?:(?<a>[0-9]{4})(?<s>[./-])(?<b>[0-9]{1,2})\k<s>(?<c>[0-9]{1,2})"
        + @"|(?<a>[0-9]{1,2})(?<s>[./-])(?<b>[0-9]{1,2})\k<s>(?<c>[0-9]{4}|[0-9]{2}))\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InDigits();

    private const string Month =
        @"(?<month>(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
        + @"|(?:nov|dec)(?:ember)?)\.?";
    private const string Year = @",? (?:in )?(?<year>[0-9]{4}|[0-9]{2} [0-9]{2})(?![0-9])";

    [GeneratedRegex(
        $@"\b(?<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{Month}{Year}"
        + $@"|\b{Month} (?:the )?(?<day>[0-9]{{1,2}})(?:st|nd|rd|th)?{Year}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InWords();
}
