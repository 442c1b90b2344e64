using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Walk;

/// <summary>
/// The walk harness: saved telephone audio is replayed unchanged, each file in a session of its own, and the agent's turn is graded by its
/// tool calls. Emits a <see cref="WalkResult"/> when a case finishes, after it has been written to disk.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class WalkOperation(EvalServices services)
{
    /// <summary>Checks all input, including every audio file, then replays the cases.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results, or only the <see cref="RunPlan"/> if the run is not confirmed.</param>
    /// <param name="cancellationToken">Cancels the run; everything finished so far stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; see the error id.</exception>
    public Task RunAsync(WalkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => WalkAsync(options, quiet, cancellationToken));
    }

    private async Task WalkAsync(WalkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        if (options.FindProblems() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        (AgentFiles agent, IReadOnlyList<SingleTurnCase> cases) = AgentFiles.Read(
            options, AudioColumn.Required, services.Tables, sink.Warning, (found, problems) =>
                WalkAudioCheck.Find(options.DataPath, options.InputFormat, found, problems));
        CasePlan<SingleTurnCase> plan = AgentFiles.Plan(options, WalkHarness.OfWalk.Name, cases);
        ModelEndDates.Warn(options.Target, sink, services.Time, options.Model);
        var walk = new WalkHarness(services, options, agent, plan);

        // A loopback address may be the sandbox; which service answers there is known only after the first request.
        if (options.Target.Provider != ServiceTarget.SandboxProvider && !LoopbackAddress.Is(options.Target.Realtime))
        {
            walk.Meet(isSandbox: false);
        }

        await HarnessOperation.RunAsync(walk, services, sink, cancellationToken);
    }
}
