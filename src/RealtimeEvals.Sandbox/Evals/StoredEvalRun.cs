using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A run of a hosted evaluation. It is answered when it is made, and ends when it has been asked about often enough.</summary>
/// <param name="id">Its id.</param>
/// <param name="createdAt">When it was made, in seconds of Unix time.</param>
/// <param name="request">What was asked for.</param>
/// <param name="rows">The rows with the answers to them.</param>
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

    /// <summary>The model as results name it.</summary>
    public string Model => request.Model + ServiceTarget.SandboxModelSuffix;

    /// <summary>How far it is.</summary>
    public EvalRunState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>Is asked how far it is: queued at first, then in progress, then at its end.</summary>
    /// <param name="takeOutcome">Takes the fault that decides how it ends; null for a good end.</param>
    public EvalRunState Poll(Func<SandboxFault?> takeOutcome)
    {
        lock (_gate)
        {
            _polls++;
            if (_polls == 1 || _state.IsOver || _isStuck) return _state;
            return _state = _polls == 2 ? new EvalRunState("in_progress", []) : End(takeOutcome()?.Value);
        }
    }

    /// <summary>Gives it up, unless it is over.</summary>
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
