using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>A conversation of a run, and where what it says goes.</summary>
/// <param name="Simulation">What is held.</param>
/// <param name="Key">The simulation and its trial.</param>
/// <param name="Name">Its name in files and messages.</param>
/// <param name="Attempt">Which attempt at it this is, from 1.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Manifest">The manifest of the run.</param>
/// <param name="Folder">The folder that the evidence is written to.</param>
/// <param name="Report">Reports the progress.</param>
/// <param name="Sink">Takes turns, warnings and errors.</param>
/// <param name="Watch">Tells how far time stamps are to be trusted.</param>
internal sealed record ConversationScope(
    Simulation Simulation,
    CaseKey Key,
    string Name,
    int Attempt,
    int Number,
    RunManifest Manifest,
    RunFolder Folder,
    Action<string> Report,
    IRunSink Sink,
    MachineWatch Watch)
{
    /// <summary>Returns the scope of a planned case.</summary>
    public static ConversationScope Of<TCase, TResult>(CaseContext<TCase, TResult> context)
        where TCase : Simulation
        where TResult : class, IStoredResult => new(
            context.Planned.Case,
            context.Planned.Key,
            context.Planned.Name,
            context.Planned.Attempt,
            context.Planned.Number,
            context.Manifest,
            context.Folder,
            context.Report,
            context.Sink,
            context.Watch);
}
