namespace RealtimeEvals.Realtime;

/// <summary>How a call to a REST endpoint is tried again.</summary>
/// <param name="Limit">The longest time for all attempts; one that would start later is not made.</param>
/// <param name="Patience">How long the caller waits for an answer, with all attempts.</param>
/// <param name="Seed">The seed of the variation of waits.</param>
public sealed record RetryTerms(TimeSpan Limit, TimeSpan Patience, int Seed)
{
    /// <summary>How long a service that refuses the connection or asks for patience is tried again where nobody says otherwise.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(15);

    /// <summary>The waits of one call.</summary>
    /// <param name="id">What the call is for; calls of other ids wait otherwise.</param>
    /// <param name="time">The clock.</param>
    public RetryWaits Begin(string id, TimeProvider time) => new(Limit, SeedOf(Seed, id), time, Patience);

    /// <summary>A seed from a seed and an id, so that it does not depend on the order of calls.</summary>
    /// <param name="seed">The seed of the run, or of a case that has its own.</param>
    /// <param name="id">The case or the call.</param>
    public static int SeedOf(int seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Aggregate(seed, static (hash, character) => unchecked(hash * 31 + character));
    }
}
