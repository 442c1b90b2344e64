using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Gates;

/// <summary>
/// Reads times of evidence, which may have been written in any culture. Only unambiguous times are accepted: ISO 8601, or a date with day,
/// month and four-digit year in which their order does not matter. Times without an offset are UTC.
/// </summary>
internal static partial class EvidenceTime
{
    /// <summary>The advice on how to export results independently of the culture.</summary>
    public const string Export =
        "take the folder of the run or its results.csv, or pass results on by Export-Clixml or ConvertTo-Json, "
        + "which write times and numbers alike everywhere";

    private static readonly string[] Iso =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
        "yyyy-MM-dd HH:mm zzz",
        "yyyy-MM-dd",
        "r",
    ];

    /// <summary>Returns the time that a text means; null when it is no time or ambiguous.</summary>
    public static DateTimeOffset? Read(string text) =>
        TryIso(text, out DateTimeOffset time) ? time : Readings(text) is [DateTimeOffset only] ? only : null;

    /// <summary>Returns every time that a text can mean.</summary>
    public static IReadOnlyList<DateTimeOffset> Readings(string text)
    {
        if (TryIso(text, out DateTimeOffset time)) return [time];

        Match match = Local().Match(text);
        if (!match.Success || TimeOf(match) is not TimeSpan clock || OffsetOf(match.Groups["zone"].Value) is not TimeSpan offset) return [];
        (int year, int first, int second) = (Number(match, "year"), Number(match, "first"), Number(match, "second"));
        (int Month, int Day)[] dates = [(first, second), (second, first)];
        return [.. dates.Distinct().Select(date => Of(year, date.Month, date.Day, clock, offset)).OfType<DateTimeOffset>()];
    }

    /// <summary>Reads a time as ISO 8601 has it; the form that runs write is tried first.</summary>
    private static bool TryIso(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
        || DateTimeOffset.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Returns a time of the Gregorian calendar; null when the date is invalid or its year shows another calendar.</summary>
    private static DateTimeOffset? Of(int year, int month, int day, TimeSpan clock, TimeSpan offset) =>
        year is >= 2000 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTimeOffset(year, month, day, 0, 0, 0, offset) + clock
            : null;

    private static TimeSpan? TimeOf(Match match)
    {
        int hour = Number(match, "hour");
        if (match.Groups["half"] is { Success: true, ValueSpan: ReadOnlySpan<char> half })
        {
            if (hour is < 1 or > 12) return null;
            hour = (hour % 12) + (half[0] is 'P' or 'p' ? 12 : 0);
        }

        return hour < 24 && Number(match, "minute") < 60 && Number(match, "seconds") < 60
            ? new TimeSpan(hour, Number(match, "minute"), Number(match, "seconds"))
            : null;
    }

    private static TimeSpan? OffsetOf(string zone)
    {
        if (zone is "" or "Z" or "UTC" or "GMT") return TimeSpan.Zero;
        bool isOffset = TimeSpan.TryParseExact(zone[1..], ["hh\\:mm", "hhmm"], CultureInfo.InvariantCulture, out TimeSpan offset)
            && offset <= TimeSpan.FromHours(14);
        return !isOffset ? null : zone[0] == '-' ? -offset : offset;
    }

    private static int Number(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    /// <summary>
    /// A date of two numbers with the year before or after them, then a time of day, optionally with AM or PM and an offset.
    /// </summary>
    [GeneratedRegex(
        @"^(?:(?<year>[0-9]{4})[./-] ?(?<first>[0-9]{1,2})[./-] ?(?<second>[0-9]{1,2})\.?"
        + @"|(?<first>[0-9]{1,2})[./-] ?(?<second>[0-9]{1,2})[./-] ?(?<year>[0-9]{4})\.?)"
        + @"(?:,?[ \u00A0\u202F](?<hour>[0-9]{1,2})[:.](?<minute>[0-9]{2})(?:[:.](?<seconds>[0-9]{2}))?"
        + @"(?:[ \u00A0\u202F]?(?<half>[AaPp]\.?[ \u00A0\u202F]?[Mm]\.?))?)"
        + @"(?: ?(?<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Local();
}
