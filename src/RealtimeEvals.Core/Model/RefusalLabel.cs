namespace RealtimeEvals.Model;

/// <summary>What an assistant should do with a request, or did.</summary>
public enum RefusalLabel
{
    /// <summary>Nobody can tell.</summary>
    Unclear = 0,

    /// <summary>Help with it.</summary>
    Allow,

    /// <summary>Decline it.</summary>
    Refuse,
}
