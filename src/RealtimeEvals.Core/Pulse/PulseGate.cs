using RealtimeEvals.Messages;

namespace RealtimeEvals.Pulse;

/// <summary>A gate of a status file.</summary>
/// <param name="GateKey">Its name.</param>
/// <param name="Value">Its value as it is written in the file; <c>"true"</c> in quotes is not <c>true</c>.</param>
/// <param name="IsPassed">Whether the value is the JSON literal <c>true</c>; nothing else passes.</param>
/// <param name="Mirror">The boolean of that name at the top level; null when there is none.</param>
public sealed record PulseGate(string GateKey, string Value, bool IsPassed, bool? Mirror)
{
    /// <summary>The gate as one word and its value.</summary>
    public override string ToString() => VisibleText.Of($"{GateKey}={Value}");
}
