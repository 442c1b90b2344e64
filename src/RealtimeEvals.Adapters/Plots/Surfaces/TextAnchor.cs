namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>Where the end of a text is.</summary>
internal enum TextAnchor
{
    Start = 0,
    Middle,
    End,
}
