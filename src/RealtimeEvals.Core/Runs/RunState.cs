namespace RealtimeEvals.Runs;

/// <summary>The state of a run. Only a completed run can be evidence.</summary>
public enum RunState
{
    /// <summary>In progress, or ended without recording it.</summary>
    Running = 0,

    /// <summary>Every planned case has an outcome.</summary>
    Completed,

    /// <summary>Stopped by the user.</summary>
    Cancelled,

    /// <summary>Ended by an error.</summary>
    Failed,
}
