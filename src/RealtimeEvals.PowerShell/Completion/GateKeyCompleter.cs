using System.Collections;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Pulse;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes the gates of the named status file; without one, the default gate of a refusal smoke run.</summary>
public sealed class GateKeyCompleter : FileCompleter
{
    private protected override IEnumerable<string> Words(string command, IDictionary bound) =>
        PathIn(bound, "Path", "LiteralPath", "StatusPath", "StatusJson") is string path
            ? PulseStatusReader.Read(path).Gates.Select(gate => gate.GateKey)
            : [RefusalOptions.DefaultGateKey];
}
