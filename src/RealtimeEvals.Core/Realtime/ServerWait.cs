using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Realtime;

/// <summary>
/// Reads from the headers of an answer how long the service asks to wait. The result is a span from zero to <see cref="Longest"/>, or
/// nothing; <see cref="RetryWaits"/> decides whether it is followed.
/// </summary>
public static partial class ServerWait
{
    /// <summary>The maximum result; longer waits are reduced to it. It exceeds every limit of ours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    private static readonly string[] Buckets = ["", "-requests", "-tokens"];

    private static readonly Dictionary<string, double> Units =
        new(StringComparer.Ordinal) { ["ms"] = 0.001, ["s"] = 1, ["m"] = 60, ["h"] = 3_600, ["d"] = 86_400 };

    /// <summary>
    /// Returns the requested wait: <c>retry-after-ms</c>, else <c>Retry-After</c> as seconds or as a date, else the reset of a rate limit
    /// that has nothing left. Null when nothing readable is requested. A rate limit that takes longer than
    /// <see cref="RetryWaits.LongestDelay"/> to refill is ignored, because it refills gradually.
    /// </summary>
    /// <param name="headers">Returns the values of a header; none when it is missing.</param>
    /// <param name="now">The local time, for dates of a service that does not send its own.</param>
    public static TimeSpan? Read(Func<string, IEnumerable<string>> headers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        DateTimeOffset clock = Largest(headers("Date"), Date) ?? now;
        return Largest(headers("retry-after-ms"), text => Span(Number(text) / 1000))
            ?? Largest(headers("Retry-After"), text => Span(Number(text)) ?? Until(Date(text), clock))
            ?? Largest(Buckets, bucket => ResetOf(bucket, headers));
    }

    /// <summary>Returns the requested wait of an answer.</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="now">The local time, for dates of a service that does not send its own.</param>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        Read(name => headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values : [], now);

    /// <summary>Returns the wait until a rate limit with nothing left is reset.</summary>
    private static TimeSpan? ResetOf(string bucket, Func<string, IEnumerable<string>> headers)
    {
        if (!headers($"x-ratelimit-remaining{bucket}").Any(text => text.Trim() == "0")) return null;
        TimeSpan? reset = Largest(headers($"x-ratelimit-reset{bucket}"), text => Span(Number(text) ?? Duration(text)));
        return reset <= RetryWaits.LongestDelay ? reset : null;
    }

    private static T? Largest<T>(IEnumerable<string> values, Func<string, T?> read)
        where T : struct => values.Select(read).Max();

    /// <summary>Parses a number of at least zero, without sign and exponent.</summary>
    private static double? Number(string text) =>
        text.Trim().All(character => char.IsAsciiDigit(character) || character == '.')
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>Parses a duration such as <c>1m30.5s</c>, in seconds.</summary>
    private static double? Duration(string text)
    {
        Match match = DurationForm().Match(text.Trim());
        if (!match.Success) return null;
        return match.Groups["part"].Captures.Sum(part =>
            Number(part.Value.TrimEnd('m', 's', 'h', 'd')) * Units[part.Value.TrimStart("0123456789.".ToCharArray())]);
    }

    private static DateTimeOffset? Date(string text) =>
        RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) ? value.Date : null;

    private static TimeSpan? Until(DateTimeOffset? date, DateTimeOffset clock) =>
        date is DateTimeOffset later ? Span(Math.Max(0, (later - clock).TotalSeconds)) : null;

    private static TimeSpan? Span(double? seconds) =>
        seconds is >= 0 and double known ? TimeSpan.FromSeconds(Math.Min(known, Longest.TotalSeconds)) : null;

    [GeneratedRegex(
        @"^(?<part>[0-9]{1,9}(\.[0-9]{1,9})?(ms|s|m|h|d))+$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex DurationForm();
}
