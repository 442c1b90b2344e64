namespace RealtimeEvals.Runs;

/// <summary>The state of a run. Only a completed run can be evidence.</summary>
public enum RunState
{
    /// <summary>In progress.</summary>
    Running = 0,

    /// <summary>Every planned case has an outcome.</summary>
    Completed,

    /// <summary>Stopped by the user.</summary>
    Cancelled,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Its process ended without recording it; it can be resumed.</summary>
    Interrupted,

    /// <summary>Stopped at a cap of cost, tokens or time; what was not run is Skipped.</summary>
    Capped,
}
