namespace RealtimeEvals.Realtime;

/// <summary>The time limits of a turn.</summary>
public sealed record TurnLimits(TimeSpan Inactivity, TimeSpan Total)
{
    /// <summary>The longest silence of the service.</summary>
    /// <remarks>Above zero, at most a day. What waits longer for an event ends in Error.</remarks>
    public TimeSpan Inactivity { get; init; } = Inactivity;

    /// <summary>The longest time for one case.</summary>
    /// <remarks>Above zero, at most a day. It is the time of a session, from the handshake to the last response.</remarks>
    public TimeSpan Total { get; init; } = Total;

    /// <summary>60 s without an event, 300 s in total.</summary>
    public static TurnLimits Default { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300));

    /// <summary>Returns limits from numbers of seconds.</summary>
    public static TurnLimits FromSeconds(double inactivity, double total) => new(Span(inactivity), Span(total));

    /// <summary>
    /// Returns a time span from a number of seconds. A number that is not between zero and a day becomes negative, which no operation
    /// accepts.
    /// </summary>
    public static TimeSpan Span(double seconds) => seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromSeconds(-1);
}
