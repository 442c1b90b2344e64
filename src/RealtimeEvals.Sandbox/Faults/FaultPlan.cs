using RealtimeEvals.Realtime;

namespace RealtimeEvals.Sandbox.Faults;

/// <summary>Assigns faults to connections and requests, and counts those that happen a limited number of times.</summary>
/// <param name="faults">All faults of the sandbox.</param>
internal sealed class FaultPlan(IReadOnlyList<SandboxFault> faults)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SandboxFault, int> _happened = [];
    private bool _isUsed;

    /// <summary>The faults that have not happened; empty while the sandbox has not been used.</summary>
    public IReadOnlyList<SandboxFault> Unused
    {
        get
        {
            lock (_gate) return !_isUsed ? [] : [.. faults.Where(fault => !_happened.ContainsKey(fault))];
        }
    }

    /// <summary>Returns a fault of one of the given kinds for a connection or a request and counts it; null when there is none.</summary>
    /// <param name="clientRequestId">The request id that the client sent, such as <c>run/case/attempt</c>.</param>
    /// <param name="kinds">The kinds that can happen at this point.</param>
    public SandboxFault? Take(string clientRequestId, params ReadOnlySpan<FaultKind> kinds) => TakeInTurn(clientRequestId, null, kinds);

    /// <summary>Returns a fault for a connection or a turn and counts it; null when there is none for this turn or any turn.</summary>
    /// <param name="clientRequestId">The request id that the client sent.</param>
    /// <param name="turn">The turn of the session, from 1; null before the first.</param>
    /// <param name="kinds">The kinds that can happen at this point.</param>
    public SandboxFault? TakeInTurn(string clientRequestId, int? turn, params ReadOnlySpan<FaultKind> kinds) =>
        Take(clientRequestId, turn, static _ => true, kinds);

    /// <summary>Returns a fault outside any turn that also meets a condition; other faults do not count as happened.</summary>
    /// <param name="clientRequestId">The request id that the client sent.</param>
    /// <param name="matters">Whether a fault has an effect at this point.</param>
    /// <param name="kinds">The kinds that can happen at this point.</param>
    public SandboxFault? TakeWhere(string clientRequestId, Func<SandboxFault, bool> matters, params ReadOnlySpan<FaultKind> kinds) =>
        Take(clientRequestId, null, matters, kinds);

    private SandboxFault? Take(string clientRequestId, int? turn, Func<SandboxFault, bool> matters, ReadOnlySpan<FaultKind> kinds)
    {
        if (clientRequestId == ConnectOptions.Rehearsal) return null;
        string[] place = clientRequestId.Split('/');
        lock (_gate) _isUsed = true;
        foreach (SandboxFault fault in faults)
        {
            if (!kinds.Contains(fault.Kind) || !IsAt(fault, place) || !IsWhen(fault, turn) || !matters(fault)) continue;
            lock (_gate)
            {
                int before = _happened.GetValueOrDefault(fault);
                if (before >= (fault.Times ?? int.MaxValue)) continue;
                _happened[fault] = before + 1;
                return fault;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether it happens in a turn. A drop without a turn counts its events from the handshake, not from a turn's start.
    /// </summary>
    private static bool IsWhen(SandboxFault fault, int? turn) => fault.Turn is int wanted
        ? wanted == turn
        : turn is null || fault.Kind != FaultKind.Drop;

    private static bool IsAt(SandboxFault fault, string[] place) =>
        fault.CaseId.Length == 0 || fault.CaseId.Split('/').All(part => place.Contains(part, StringComparer.Ordinal));
}
