namespace RealtimeEvals.Playing;

/// <summary>How the two sides of a turn are put together.</summary>
public enum PlayMode
{
    /// <summary>The caller first, then the agent.</summary>
    Turns = 0,

    /// <summary>Both at once; the agent begins where it was heard in the turn.</summary>
    Mixed,
}
