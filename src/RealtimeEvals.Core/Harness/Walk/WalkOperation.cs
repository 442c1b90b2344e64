using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Walk;

/// <summary>
/// The walk harness: saved telephone audio is replayed exactly, each file in a session of its own, and the agent's turn is graded by
/// its tool calls. Emits a <see cref="WalkResult"/> as each case finishes, after it is on disk.
/// </summary>
/// <param name="services">What the operation needs from outside.</param>
public sealed class WalkOperation(EvalServices services)
{
    /// <summary>Checks all input, every audio file included, then replays the cases.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results; or the one <see cref="RunPlan"/> when the run is not confirmed.</param>
    /// <param name="cancellationToken">Stops the run; what is finished stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; the error id says which.</exception>
    public Task RunAsync(WalkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => WalkAsync(options, quiet, cancellationToken));
    }

    private async Task WalkAsync(WalkOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        if (options.FindFaults() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        (AgentFiles agent, IReadOnlyList<SingleTurnCase> cases) = AgentFiles.Read(
            options, AudioColumn.Required, services.Tables, sink.Warning, (found, problems) =>
                WalkAudioCheck.Find(options.DataPath, options.InputFormat, found, problems));
        CasePlan<SingleTurnCase> plan = AgentFiles.Plan(options, WalkHarness.OfWalk.Name, cases);
        ModelEndDates.Warn(options.Target, sink, services.Time, options.Model);
        var walk = new WalkHarness(services, options, agent, plan);

        // The sandbox listens on this machine only; who answers there is known once it has been asked.
        if (options.Target.Provider != ServiceTarget.SandboxProvider && !LoopbackAddress.Is(options.Target.Realtime))
        {
            walk.Meet(isSandbox: false);
        }

        await HarnessOperation.RunAsync(walk, services, sink, cancellationToken);
    }
}
