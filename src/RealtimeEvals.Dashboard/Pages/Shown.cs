using System.Globalization;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Dashboard.Pages;

/// <summary>Values as the pages show them; what is not known is a dash.</summary>
public static class Shown
{
    private const string Unknown = "–";

    /// <summary>Returns a time in UTC to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Returns a time in UTC to the minute, for tables.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Returns a time as programs read it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Returns a length of time.</summary>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => Unknown,
        { TotalSeconds: < 10 } => FormattableString.Invariant($"{duration.Value.TotalSeconds:0.0} s"),
        { TotalMinutes: < 2 } => FormattableString.Invariant($"{duration.Value.TotalSeconds:0} s"),
        { TotalHours: < 2 } => FormattableString.Invariant($"{duration.Value.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{duration.Value.TotalHours:0.0} h"),
    };

    /// <summary>Returns milliseconds.</summary>
    public static string Milliseconds(double? value) => value is double known ? FormattableString.Invariant($"{known:0} ms") : Unknown;

    /// <summary>Returns what follows a latency where some of those that it is of were measured on a machine that was too busy.</summary>
    public static string Doubt(int? uncertain) => uncertain > 0 ? LatencyDoubt.Mark : "";

    /// <summary>Returns US dollars.</summary>
    public static string Dollars(decimal? value) => value is decimal known ? FormattableString.Invariant($"${known:0.00##}") : Unknown;

    /// <summary>Returns the words of a name such as talk_share, the first one with a capital letter.</summary>
    public static string Words(string name) =>
        string.IsNullOrEmpty(name) ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    /// <summary>Returns a number as a field of a form has it; empty for none.</summary>
    public static string Plain(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Returns a whole number.</summary>
    public static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Returns a number.</summary>
    public static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? Unknown;
}
