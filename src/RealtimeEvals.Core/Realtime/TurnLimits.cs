namespace RealtimeEvals.Realtime;

/// <summary>How long a turn may take.</summary>
/// <param name="Inactivity">The longest time without any event while one is awaited.</param>
/// <param name="Total">The longest time for a session, from the handshake to the last response.</param>
public sealed record TurnLimits(TimeSpan Inactivity, TimeSpan Total)
{
    /// <summary>60 s without an event, 300 s in all.</summary>
    public static TurnLimits Default { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300));

    /// <summary>Limits from numbers of seconds, as users give them.</summary>
    public static TurnLimits FromSeconds(double inactivity, double total) => new(Span(inactivity), Span(total));

    /// <summary>
    /// A time span from a number of seconds; what is not between zero and a day becomes negative, which no operation accepts.
    /// </summary>
    public static TimeSpan Span(double seconds) => seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromSeconds(-1);
}
