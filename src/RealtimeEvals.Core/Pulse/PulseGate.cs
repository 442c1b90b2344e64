using RealtimeEvals.Messages;

namespace RealtimeEvals.Pulse;

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
