using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness;

/// <summary>What a harness needs to run one case.</summary>
/// <typeparam name="TCase">The case as read from its data file.</typeparam>
/// <typeparam name="TResult">The result of a case.</typeparam>
/// <param name="Planned">The case.</param>
/// <param name="Earlier">The result of an earlier attempt or start of the run; null when there is none.</param>
/// <param name="Manifest">The manifest of the run.</param>
/// <param name="Folder">The folder that the evidence is written to.</param>
/// <param name="KeepAsync">Writes an intermediate result to disk, from which a resumed run can continue.</param>
/// <param name="AddRow">Adds a row to results.csv before the case has ended.</param>
/// <param name="Report">Reports the progress of the case.</param>
/// <param name="Index">Keeps the run in the store of runs.</param>
/// <param name="Sink">Takes results, warnings and errors.</param>
/// <param name="Watch">Tells how far time stamps are to be trusted.</param>
internal sealed record CaseContext<TCase, TResult>(
    PlannedCase<TCase> Planned,
    TResult? Earlier,
    RunManifest Manifest,
    RunFolder Folder,
    Func<TResult, Task> KeepAsync,
    Action<IReadOnlyList<string>> AddRow,
    Action<string> Report,
    RunIndex Index,
    IRunSink Sink,
    MachineWatch Watch)
    where TResult : class, IStoredResult;
