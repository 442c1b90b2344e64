namespace RealtimeEvals.Realtime;

/// <summary>The retry settings of a call to a REST endpoint.</summary>
/// <param name="Limit">The maximum time for all attempts; no attempt starts later.</param>
/// <param name="Patience">How long the calling code waits for an answer, including retries.</param>
/// <param name="Seed">The seed for the random variation of waits.</param>
public sealed record RetryTerms(TimeSpan Limit, TimeSpan Patience, int Seed)
{
    /// <summary>The default time limit for retries.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(15);

    /// <summary>Hears when the service asks for fewer requests.</summary>
    public RatePressure Pressure { get; init; } = new();

    /// <summary>Starts the sequence of waits of one call.</summary>
    /// <param name="id">The id of the call; the waits of different ids vary differently.</param>
    /// <param name="time">The clock.</param>
    public RetryWaits Begin(string id, TimeProvider time) => new(Limit, SeedOf(Seed, id), time, Patience);

    /// <summary>Returns a seed made from a seed and an id, so that it does not depend on the order of calls.</summary>
    /// <param name="seed">The seed of the run, or of a case with a seed of its own.</param>
    /// <param name="id">The id of the case or the call.</param>
    public static int SeedOf(int seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Aggregate(seed, static (hash, character) => unchecked(hash * 31 + character));
    }
}
