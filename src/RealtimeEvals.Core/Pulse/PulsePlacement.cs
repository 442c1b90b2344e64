namespace RealtimeEvals.Pulse;

/// <summary>Where a verdict is written in a status file.</summary>
public enum PulsePlacement
{
    /// <summary>Under <c>gates</c>, with mirror, metrics and trace, where release tools look.</summary>
    Gates = 0,

    /// <summary>Only under <c>meta</c>, as a layer that decides nothing. An existing gate with that key is set to false.</summary>
    Meta,

    /// <summary>In both places.</summary>
    Both,
}
