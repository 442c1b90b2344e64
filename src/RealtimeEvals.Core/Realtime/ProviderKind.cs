namespace RealtimeEvals.Realtime;

/// <summary>The kinds of providers, by their value as evidence.</summary>
internal enum ProviderKind
{
    /// <summary>A name that is missing, or is neither one of ours nor the host of a service.</summary>
    Unknown = 0,

    /// <summary>The host of a service.</summary>
    Service,

    /// <summary>The embedded sandbox.</summary>
    Sandbox,

    /// <summary>A file of answers.</summary>
    Replay,

    /// <summary>A dry run: nothing was sent.</summary>
    DryRun,
}
