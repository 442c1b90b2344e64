using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>Why a run stops before its last case. Safe for concurrent use.</summary>
internal sealed class RunStop
{
    private readonly Lock _gate = new();
    private string _fatal = "";

    /// <summary>Why no further case is started; empty while cases are.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Stops the run for a reason; the first one stands.</summary>
    /// <param name="reason">The reason; empty for none.</param>
    public void At(string reason)
    {
        lock (_gate) Reason = Reason.Length > 0 ? Reason : reason;
    }

    /// <summary>Stops the run after a result that shows that no other case can succeed.</summary>
    public void After(IStoredResult result)
    {
        if (!FatalCode.Is(result.GetErrorType())) return;
        lock (_gate) _fatal = _fatal.Length > 0 ? _fatal : $"{result}";
        At($"the service refuses the account ({result.GetErrorType()})");
    }

    /// <summary>Tells that the run was stopped, if it was.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="skipped">The number of cases that were not run.</param>
    /// <param name="planned">The number of all cases.</param>
    /// <param name="sink">Takes the warning.</param>
    /// <exception cref="EvalException"><c>AccountRefused</c>: the service refused the key or the account.</exception>
    public void Tell(string runId, int skipped, int planned, IRunSink sink)
    {
        lock (_gate)
        {
            if (_fatal.Length > 0) throw EvalErrors.AccountRefused(runId, _fatal, skipped);
        }

        if (Reason.Length == 0) return;
        sink.Warning(FormattableString.Invariant($"The run was stopped: {Reason}. {skipped} of {planned} cases were not run."));
    }
}
