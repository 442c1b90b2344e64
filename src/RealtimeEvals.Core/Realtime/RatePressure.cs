namespace RealtimeEvals.Realtime;

/// <summary>
/// Hears from every part of a run when the service asks for fewer requests, so that the run as a whole can slow down. Safe for concurrent
/// use.
/// </summary>
public sealed class RatePressure
{
    /// <summary>Called for each sign with the time that the service asked to wait, or null when it gave none.</summary>
    public Action<TimeSpan?>? Felt { get; set; }

    /// <summary>Reports that the service refused a request because of its rate.</summary>
    /// <param name="wait">The time that it asked to wait; null when it gave none.</param>
    public void Report(TimeSpan? wait) => Felt?.Invoke(wait);
}
