using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Where a case is run.</summary>
/// <typeparam name="TCase">The case as its data file says it.</typeparam>
/// <typeparam name="TResult">The result of a case.</typeparam>
/// <param name="Planned">The case.</param>
/// <param name="Earlier">What an earlier start left of it; null for nothing.</param>
/// <param name="Manifest">The run.</param>
/// <param name="Folder">Takes the evidence.</param>
/// <param name="Keep">Puts a state of the case on disk from which a resumed run can go on.</param>
/// <param name="AddRow">Adds a row to results.csv before the case has ended.</param>
/// <param name="Report">Tells how far the case has come.</param>
/// <param name="Sink">Takes what the case has to say.</param>
internal sealed record CaseContext<TCase, TResult>(
    PlannedCase<TCase> Planned,
    TResult? Earlier,
    RunManifest Manifest,
    RunFolder Folder,
    Action<TResult> Keep,
    Action<IReadOnlyList<string>> AddRow,
    Action<string> Report,
    IRunSink Sink)
    where TResult : class, IStoredResult;
