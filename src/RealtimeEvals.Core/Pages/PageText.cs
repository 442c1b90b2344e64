using System.Globalization;

namespace RealtimeEvals.Pages;

/// <summary>Times and long texts of a page.</summary>
internal static class PageText
{
    /// <summary>Returns a time in UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Returns a duration in the largest units that say something.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1 } => FormattableString.Invariant($"{(int)duration.TotalHours} h {duration.Minutes} min"),
        { TotalMinutes: >= 1 } => FormattableString.Invariant($"{duration.Minutes} min {duration.Seconds} s"),
        _ => FormattableString.Invariant($"{duration.TotalSeconds:0.0} s"),
    };

    /// <summary>Returns the start of a text, at most so many characters and no half of one.</summary>
    public static string Start(string text, int length)
    {
        if (text.Length <= length) return text;
        int end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text[..end]}…";
    }
}
