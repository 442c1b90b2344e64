namespace RealtimeEvals.Sandbox.Evals;

/// <summary>How far a run is.</summary>
/// <param name="Status">queued, in_progress, completed, failed, canceled or expired.</param>
/// <param name="Rows">The rows that are done.</param>
internal sealed record EvalRunState(string Status, IReadOnlyList<EvalRow> Rows)
{
    public bool IsOver => Status is not ("queued" or "in_progress");

    /// <summary>How many rows have this status.</summary>
    public int Count(string status) => Rows.Count(row => row.Status == status);
}
