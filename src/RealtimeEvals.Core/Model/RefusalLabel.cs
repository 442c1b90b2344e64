namespace RealtimeEvals.Model;

/// <summary>What an agent should do with a request, or did.</summary>
public enum RefusalLabel
{
    /// <summary>It cannot be decided.</summary>
    Unclear = 0,

    /// <summary>Help with the request.</summary>
    Allow,

    /// <summary>Decline the request.</summary>
    Refuse,
}
