namespace RealtimeEvals.Sandbox.Evals;

/// <summary>The state of a run.</summary>
/// <param name="Status">queued, in_progress, completed, failed, canceled or expired.</param>
/// <param name="Rows">The rows that are finished.</param>
internal sealed record EvalRunState(string Status, IReadOnlyList<EvalRow> Rows)
{
    public bool IsOver => Status is not ("queued" or "in_progress");

    /// <summary>Returns the number of rows with a status.</summary>
    public int Count(string status) => Rows.Count(row => row.Status == status);
}
