namespace RealtimeEvals.Benchmarks.Load;

/// <summary>
/// What a client process does: so many sessions at once, each speaking in real time and hearing its answer, turn after turn.
/// </summary>
/// <param name="Client">Whose client holds the sessions.</param>
/// <param name="Endpoint">The realtime endpoint of the service.</param>
/// <param name="Sessions">How many sessions are open at once.</param>
/// <param name="Turns">How many turns each takes.</param>
/// <param name="TurnSeconds">How long the caller speaks in each turn, in chunks of 20 ms.</param>
internal sealed record LoadOptions(LoadClient Client, string Endpoint, int Sessions, int Turns, int TurnSeconds)
{
    /// <summary>How long our client is held up at each append, to see that it can lose.</summary>
    public TimeSpan Slowdown { get; init; }

    /// <summary>The length of the audio in one append.</summary>
    public static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(20);

    /// <summary>How many appends a whole load takes.</summary>
    public long Chunks => (long)Sessions * Turns * TurnSeconds * 50;
}

/// <summary>Whose client holds the sessions.</summary>
internal enum LoadClient
{
    /// <summary>The client of this product.</summary>
    Ours,

    /// <summary>The client of the package OpenAI, with a timer for each chunk, as its users write it.</summary>
    OpenAI,
}
