namespace RealtimeEvals.Pulse;

/// <summary>Which gate of which status file is written, and how.</summary>
public sealed record PulseOptions
{
    /// <summary>The absolute path of the status file.</summary>
    public required string Path { get; init; }

    /// <summary>The gate.</summary>
    public required string GateKey { get; init; }

    /// <summary>Where the verdict is put.</summary>
    public PulsePlacement Placement { get; init; }

    /// <summary>Whether a status file that is not there is made, as the compatible dry run does.</summary>
    public bool MayCreate { get; init; }

    /// <summary>How long to wait for another writer of the file.</summary>
    public TimeSpan LockLimit { get; init; } = TimeSpan.FromSeconds(10);
}
