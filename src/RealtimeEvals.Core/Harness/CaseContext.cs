using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Where a case is run.</summary>
/// <typeparam name="TResult">The result of a case.</typeparam>
/// <param name="CaseId">The case.</param>
/// <param name="Earlier">What an earlier start left of it; null for nothing.</param>
/// <param name="Manifest">The run.</param>
/// <param name="Folder">Takes the evidence.</param>
/// <param name="Keep">Puts a state of the case on disk from which a resumed run can go on.</param>
/// <param name="Report">Tells how far the case has come.</param>
/// <param name="Sink">Takes what the case has to say.</param>
internal sealed record CaseContext<TResult>(
    string CaseId, TResult? Earlier, RunManifest Manifest, RunFolder Folder, Action<TResult> Keep, Action<string> Report, IRunSink Sink)
    where TResult : class, IStoredResult;
