using System.Globalization;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>
/// When the service was asked and when it answered, by its own stamps, which it tells in the event id of the first audio. They are of the
/// monotonic clock of the machine, which all its processes share.
/// </summary>
/// <param name="AskedAt">When the request had been read.</param>
/// <param name="AnsweredAt">When the first audio was passed to the socket.</param>
internal readonly record struct ServiceTimes(long AskedAt, long AnsweredAt)
{
    private const string Prefix = "clock";

    /// <summary>Returns the event id that tells the times.</summary>
    public string ToEventId() => FormattableString.Invariant($"{Prefix}.{AskedAt}.{AnsweredAt}");

    /// <summary>Reads the times from an event id; null where it tells none.</summary>
    public static ServiceTimes? Parse(string eventId) =>
        eventId.Split('.') is [Prefix, string asked, string answered]
            ? new ServiceTimes(long.Parse(asked, CultureInfo.InvariantCulture), long.Parse(answered, CultureInfo.InvariantCulture))
            : null;
}
