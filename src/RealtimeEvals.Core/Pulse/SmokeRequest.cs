using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>A refusal smoke run and the gate that it owns.</summary>
public sealed record SmokeRequest
{
    /// <summary>The result fields that are known before the run: gate, model, smoke set, backend.</summary>
    public required RefusalSmokeResult Known { get; init; }

    /// <summary>Where the verdict is written; null to write only the result file.</summary>
    public PulseOptions? Pulse { get; init; }

    /// <summary>The result file.</summary>
    /// <remarks>An older result there is replaced; a file that is no result is left as it is, which is the error InvalidSetting.</remarks>
    /// <value>refusal_smoke_result.json in the folder of the run; of a dry run in the current location</value>
    public string ResultPath { get; init; } = "";

    /// <summary>The result file as the user named it, for the trace; empty for its path relative to the folder of all runs.</summary>
    public string ResultName { get; init; } = "";

    /// <summary>
    /// Runs the smoke set; returns null when the run was not confirmed. Everything that can fail before a run begins, such as a missing
    /// key, belongs in here, because by then the gate is false.
    /// </summary>
    public required Func<IRunSink, CancellationToken, Task<RefusalSmokeResult?>> RunAsync { get; init; }
}
