namespace RealtimeEvals.Pulse;

/// <summary>Where a verdict is put in a status file.</summary>
public enum PulsePlacement
{
    /// <summary>Under <c>gates</c> with its mirror, metrics and trace, where release tools look.</summary>
    Gates = 0,

    /// <summary>
    /// Under <c>meta</c> only, as a layer that is watched and does not decide. A gate of that name that is there already becomes false.
    /// </summary>
    Meta,

    /// <summary>At both places.</summary>
    Both,
}
