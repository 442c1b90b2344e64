using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Harness;

/// <summary>What tells one kind of run from another. How a run is planned, begun, resumed and ended they share.</summary>
/// <typeparam name="TCase">The case as its data file says it.</typeparam>
/// <typeparam name="TResult">The result of a case, as the journal keeps it.</typeparam>
internal interface IHarness<TCase, TResult>
    where TResult : class, IStoredResult
{
    /// <summary>The name of the harness in plans and manifests, and the word for a case of it.</summary>
    HarnessKind Kind { get; }

    /// <summary>What the run was told.</summary>
    RunOptions Options { get; }

    /// <summary>Where the run is kept.</summary>
    IRunStore Store => new FolderStore(Options.ResultsPath);

    /// <summary>The cases that are run.</summary>
    CasePlan<TCase> Plan { get; }

    /// <summary>The model under test, for the plan.</summary>
    string Model { get; }

    /// <summary>The agent's voice, for the plan.</summary>
    string Voice { get; }

    /// <summary>The address that is asked, for the plan: without its query, and empty where nobody is asked.</summary>
    string Endpoint =>
        Options.Target.Provider is ServiceTarget.SandboxProvider or ServiceTarget.ReplayProvider ? "" : Options.Target.ShownRealtime;

    /// <summary>
    /// For each side of the service, the sessions that will be opened; one of each side must be taken before anything is spent.
    /// </summary>
    IReadOnlyList<IReadOnlyList<SessionRequest>> Participants { get; }

    /// <summary>How the caller's lines are said by now; null where they are not said.</summary>
    CallerSpeech? Speech => null;

    /// <summary>Does what comes before the first case: it may ask, and refuse. The error says why.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="isSandbox">Whether the sandbox answers, whatever address it is reached by.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task PrepareAsync(RunFolder folder, bool isSandbox, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everything that the results depend on. Two runs with equal settings may be one run, resumed.</summary>
    JsonObject GetSettings();

    /// <summary>Whether a result of an earlier start stays as it is when the run is resumed.</summary>
    bool IsFinal(TResult result) => result.Outcome is Outcome.Pass or Outcome.Fail;

    /// <summary>Whether the rows of a result of an earlier start stay in results.csv, since its case will not be run again.</summary>
    bool KeepsRows(TResult result) => IsFinal(result);

    /// <summary>Runs one case. Throws only when the run is cancelled or evidence cannot be written.</summary>
    Task<TResult> RunAsync(CaseContext<TCase, TResult> context, CancellationToken cancellationToken);

    /// <summary>How results stand in results.csv.</summary>
    ResultTable<TResult> Table { get; }

    /// <summary>Whether the rows of a case are added while it runs, so that none follows its end.</summary>
    bool AddsRowsItself => false;

    /// <summary>The content of summary.json.</summary>
    byte[] Summarize(RunManifest manifest, IReadOnlyList<TResult> results);
}
