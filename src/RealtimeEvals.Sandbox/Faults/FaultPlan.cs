namespace RealtimeEvals.Sandbox.Faults;

/// <summary>Hands each connection the faults that are meant for it, and counts those that happen only so often.</summary>
/// <param name="faults">All faults of the sandbox.</param>
internal sealed class FaultPlan(IReadOnlyList<SandboxFault> faults)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SandboxFault, int> _happened = [];

    /// <summary>The fault of one of these kinds for a connection, and counts it as happened; null for none.</summary>
    /// <param name="clientRequestId">The client's id of the connection, such as <c>run/case/attempt</c>.</param>
    /// <param name="kinds">The kinds that matter where this is asked.</param>
    public SandboxFault? Take(string clientRequestId, params ReadOnlySpan<FaultKind> kinds)
    {
        foreach (SandboxFault fault in faults)
        {
            if (!kinds.Contains(fault.Kind) || (fault.CaseId.Length > 0 && !clientRequestId.Split('/').Contains(fault.CaseId, StringComparer.Ordinal))) continue;
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
}
