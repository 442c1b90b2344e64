namespace RealtimeEvals.Plots;

/// <summary>What a colour stands for. All can be told apart by people who do not see red or green.</summary>
public enum PlotTone
{
    /// <summary>The first series.</summary>
    First = 0,

    /// <summary>The second series.</summary>
    Second,

    /// <summary>The third series.</summary>
    Third,

    /// <summary>Passed.</summary>
    Pass,

    /// <summary>Failed.</summary>
    Fail,

    /// <summary>Ended in an error.</summary>
    Error,

    /// <summary>Without a verdict.</summary>
    Inconclusive,

    /// <summary>Left out, or not there.</summary>
    Muted,
}
