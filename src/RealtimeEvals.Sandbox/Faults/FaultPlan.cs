using RealtimeEvals.Realtime;

namespace RealtimeEvals.Sandbox.Faults;

/// <summary>Hands each connection the faults that are meant for it, and counts those that happen only so often.</summary>
/// <param name="faults">All faults of the sandbox.</param>
internal sealed class FaultPlan(IReadOnlyList<SandboxFault> faults)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SandboxFault, int> _happened = [];
    private bool _isUsed;

    /// <summary>The faults that have not happened; none while nobody has used the sandbox.</summary>
    public IReadOnlyList<SandboxFault> Unused
    {
        get
        {
            lock (_gate) return !_isUsed ? [] : [.. faults.Where(fault => !_happened.ContainsKey(fault))];
        }
    }

    /// <summary>The fault of one of these kinds for a connection or a request, and counts it as happened; null for none.</summary>
    /// <param name="clientRequestId">The client's id of it, such as <c>run/case/attempt</c>.</param>
    /// <param name="kinds">The kinds that matter where this is asked.</param>
    public SandboxFault? Take(string clientRequestId, params ReadOnlySpan<FaultKind> kinds) => TakeInTurn(clientRequestId, null, kinds);

    /// <summary>The same in a turn: a fault that names another turn waits for it.</summary>
    /// <param name="clientRequestId">The client's id of the connection.</param>
    /// <param name="turn">The turn of the session, from 1; null before the first.</param>
    /// <param name="kinds">The kinds that matter where this is asked.</param>
    public SandboxFault? TakeInTurn(string clientRequestId, int? turn, params ReadOnlySpan<FaultKind> kinds) =>
        Take(clientRequestId, turn, static _ => true, kinds);

    /// <summary>
    /// The same outside any turn, for a fault that matters only in some circumstances: where they are absent it does not count as happened.
    /// </summary>
    /// <param name="clientRequestId">The client's id of the request.</param>
    /// <param name="matters">Whether a fault matters here.</param>
    /// <param name="kinds">The kinds that matter where this is asked.</param>
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

    /// <summary>A break that names no turn counts its events from the handshake, not from the start of some turn.</summary>
    private static bool IsWhen(SandboxFault fault, int? turn) => fault.Turn is int wanted
        ? wanted == turn
        : turn is null || fault.Kind != FaultKind.Drop;

    private static bool IsAt(SandboxFault fault, string[] place) =>
        fault.CaseId.Length == 0 || fault.CaseId.Split('/').All(part => place.Contains(part, StringComparer.Ordinal));
}
