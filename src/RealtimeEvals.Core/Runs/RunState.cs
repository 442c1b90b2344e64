namespace RealtimeEvals.Runs;

/// <summary>Where a run stands. Only a completed run can be evidence.</summary>
public enum RunState
{
    /// <summary>Under way, or ended without a word.</summary>
    Running = 0,

    /// <summary>Every planned case has an outcome.</summary>
    Completed,

    /// <summary>Stopped by the user.</summary>
    Cancelled,

    /// <summary>Ended by an error.</summary>
    Failed,
}
