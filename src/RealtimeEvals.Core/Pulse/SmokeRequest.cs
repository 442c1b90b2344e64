using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>A refusal smoke run and the gate that it owns.</summary>
public sealed record SmokeRequest
{
    /// <summary>What is known before the run: gate, model, smoke set, backend.</summary>
    public required RefusalSmokeResult Known { get; init; }

    /// <summary>Where the verdict goes; null for nowhere but the result file.</summary>
    public PulseOptions? Pulse { get; init; }

    /// <summary>The result file.</summary>
    /// <remarks>An older result there is replaced; a file that is no result is left as it is, which is the error InvalidSetting.</remarks>
    /// <value>refusal_smoke_result.json in the folder of the run; of a dry run in the current location</value>
    public string ResultPath { get; init; } = "";

    /// <summary>The result file as the user named it, for the trace; empty for its place below the folder of all runs.</summary>
    public string ResultName { get; init; } = "";

    /// <summary>
    /// Runs it. Everything that could end a run before it begins, such as a missing key, belongs in here: the gate is false by then.
    /// Gives null when the run was not confirmed.
    /// </summary>
    public required Func<IRunSink, CancellationToken, Task<RefusalSmokeResult?>> RunAsync { get; init; }
}
