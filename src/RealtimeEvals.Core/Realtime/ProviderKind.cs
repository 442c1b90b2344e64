namespace RealtimeEvals.Realtime;

/// <summary>Who answered, by what that is worth as evidence.</summary>
internal enum ProviderKind
{
    /// <summary>Nobody, or a word that is neither one of ours nor the host of a service.</summary>
    Unknown = 0,

    /// <summary>The host of a service.</summary>
    Service,

    /// <summary>The embedded sandbox.</summary>
    Sandbox,

    /// <summary>A file of answers.</summary>
    Replay,

    /// <summary>Nobody: it was only planned.</summary>
    DryRun,
}
