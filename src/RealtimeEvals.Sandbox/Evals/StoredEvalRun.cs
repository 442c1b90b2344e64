using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A run of a hosted evaluation. It is answered when it is created, and ends after it has been polled often enough.</summary>
/// <param name="id">The id of the run.</param>
/// <param name="createdAt">The time of creation in Unix seconds.</param>
/// <param name="request">The request that created it.</param>
/// <param name="rows">The rows with their answers.</param>
internal sealed class StoredEvalRun(string id, long createdAt, RunRequest request, IReadOnlyList<EvalRow> rows)
{
    private const string Completed = "completed";

    private readonly Lock _gate = new();
    private EvalRunState _state = new("queued", []);
    private int _polls;
    private bool _isStuck;

    public string Id => id;

    public long CreatedAt => createdAt;

    public RunRequest Request => request;

    /// <summary>The model as reported in results.</summary>
    public string Model => request.Model + ServiceTarget.SandboxModelSuffix;

    public EvalRunState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>Advances the run with each poll: queued, in progress, ended.</summary>
    /// <param name="takeOutcome">Takes the fault that decides how the run ends; it returns null for success.</param>
    public EvalRunState Poll(Func<SandboxFault?> takeOutcome)
    {
        lock (_gate)
        {
            _polls++;
            if (_polls == 1 || _state.IsOver || _isStuck) return _state;
            return _state = _polls == 2 ? new EvalRunState("in_progress", []) : End(takeOutcome()?.Value);
        }
    }

    /// <summary>Cancels the run unless it has ended.</summary>
    public EvalRunState Cancel()
    {
        lock (_gate)
        {
            if (!_state.IsOver) _state = new EvalRunState("canceled", []);
            return _state;
        }
    }

    private EvalRunState End(string? outcome)
    {
        _isStuck = outcome == "stuck";
        return outcome switch
        {
            null => new EvalRunState(Completed, rows),
            "partial" => new EvalRunState(Completed, [.. rows.SkipLast(1)]),
            "stuck" => _state,
            _ => new EvalRunState(outcome, []),
        };
    }
}
