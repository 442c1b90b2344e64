namespace RealtimeEvals.Pulse;

/// <summary>Which gate of which status file is written, and how.</summary>
public sealed record PulseOptions
{
    /// <summary>The status file of PULSE whose gate is written: false at once, true only when everything has passed.</summary>
    /// <remarks>Nothing else in it changes.</remarks>
    public required string Path { get; init; }

    /// <summary>The name of the gate.</summary>
    /// <remarks>Any text that can be seen, but none that a status file needs for something else, such as gates and metrics.</remarks>
    public required string GateKey { get; init; }

    /// <summary>Where in the status file the verdict is put: under gates, under meta, or both.</summary>
    /// <remarks>
    /// Gates is under gates with its mirror at the top level, metrics and trace, where release tools look. Meta writes a layer under meta
    /// only, which is watched and decides nothing; a gate of that name that is there already becomes false. Both does both.
    /// </remarks>
    public PulsePlacement Placement { get; init; }

    /// <summary>Whether a status file that is not there is made, as the compatible dry run does.</summary>
    public bool MayCreate { get; init; }

    /// <summary>How long to wait for another writer of the file.</summary>
    public TimeSpan LockLimit { get; init; } = TimeSpan.FromSeconds(10);
}
