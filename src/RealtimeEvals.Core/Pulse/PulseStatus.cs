using RealtimeEvals.Messages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>The content of a PULSE status file.</summary>
public sealed record PulseStatus
{
    /// <summary>The absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The version of the status; null when there is none.</summary>
    public string? Version { get; init; }

    /// <summary>When the status was made, as it is written; null when there is none.</summary>
    public string? CreatedUtc { get; init; }

    /// <summary>What metrics.run_mode says: demo, core or prod; null when there is none.</summary>
    public string? RunMode { get; init; }

    /// <summary>
    /// The gates in the order of the file, each with GateKey, Value (as it is written), IsPassed and Mirror, the boolean of that name at
    /// the top level or null.
    /// </summary>
    public required ValueList<PulseGate> Gates { get; init; }

    /// <summary>Number of gates.</summary>
    public int GateCount => Gates.Count;

    /// <summary>How many gates are something else than the JSON literal true.</summary>
    public int FailingCount => Gates.Count(gate => !gate.IsPassed);

    /// <summary>Whether there are gates and all have passed.</summary>
    public bool AllPass => GateCount > 0 && FailingCount == 0;

    /// <summary>Returns the status with only some of its gates; a missing gate is included and does not pass.</summary>
    /// <param name="gateKeys">The keys of the gates to keep; empty for all.</param>
    public PulseStatus Only(IReadOnlyCollection<string> gateKeys)
    {
        ArgumentNullException.ThrowIfNull(gateKeys);
        if (gateKeys.Count == 0) return this;
        IEnumerable<PulseGate> gates = gateKeys
            .Select(key => Gates.FirstOrDefault(gate => gate.GateKey == key) ?? new PulseGate(key, "missing", false, null));
        return this with { Gates = new(gates) };
    }

    /// <summary>Returns the file and the number of passing gates on one line.</summary>
    public override string ToString() =>
        VisibleText.Of(FormattableString.Invariant($"{Path}: {GateCount - FailingCount} of {GateCount} gates pass"));
}

/// <summary>One gate of a status file.</summary>
/// <param name="GateKey">The key of the gate.</param>
/// <param name="Value">The value as written in the file; <c>"true"</c> in quotes is not <c>true</c>.</param>
/// <param name="IsPassed">Whether the value is the JSON literal <c>true</c>; nothing else passes.</param>
/// <param name="Mirror">The boolean with the same key at the top level; null when there is none.</param>
public sealed record PulseGate(string GateKey, string Value, bool IsPassed, bool? Mirror)
{
    /// <summary>Returns <c>key=value</c> on one line.</summary>
    public override string ToString() => VisibleText.Of($"{GateKey}={Value}");
}
