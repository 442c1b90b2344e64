using System.Globalization;
using System.Text.Json;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>How values stand in a database: times as ISO 8601 in UTC, amounts as text that loses no digit, enums as words.</summary>
internal static class StoredValue
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time is DateTimeOffset known ? Of(known) : null;

    public static string? Of(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    public static string Of<T>(T word) where T : struct, Enum => Words<T>.ByValue[word];

    public static string? Of<T>(T? word) where T : struct, Enum => word is T known ? Of(known) : null;

    /// <exception cref="FormatException">It is no such time.</exception>
    public static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <exception cref="FormatException">It is no such time.</exception>
    public static DateTimeOffset? TimeOrNull(string? text) => text is null ? null : Time(text);

    /// <exception cref="FormatException">It is no amount.</exception>
    public static decimal? Amount(string? text) =>
        text is null ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Returns the value of a word; the zero value, which concludes nothing, for a word that nobody knows.</summary>
    public static T Word<T>(string text) where T : struct, Enum => Words<T>.ByName.GetValueOrDefault(text);

    /// <summary>Returns the value of a word as <see cref="Word{T}"/> does; null for none.</summary>
    public static T? WordOrNull<T>(string? text) where T : struct, Enum => text is null ? null : Word<T>(text);

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(
            pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
