namespace RealtimeEvals.Adapters.Plots.Surfaces;

/// <summary>What a colour of a picture is for.</summary>
internal enum PlotInk
{
    Paper = 0,
    Panel,
    Grid,
    Axis,
    Text,
    Quiet,
    First,
    Second,
    Third,
    Pass,
    Fail,
    Error,
    Inconclusive,
    Muted,
}
