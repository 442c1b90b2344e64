using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>What tells one kind of run from another. How a run is planned, begun, resumed and ended they share.</summary>
/// <typeparam name="TResult">The result of a case, as the journal keeps it.</typeparam>
internal interface IHarness<TResult>
    where TResult : class, IStoredResult
{
    /// <summary>crawl, walk or run.</summary>
    string Name { get; }

    /// <summary>What the run was told.</summary>
    RunOptions Options { get; }

    /// <summary>The cases in the order of the data.</summary>
    IReadOnlyList<string> CaseIds { get; }

    /// <summary>Cases that the data holds, before any limit or selection.</summary>
    int DataCases { get; }

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
    IReadOnlyList<IReadOnlyList<SessionRequest>> Sides { get; }

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
    bool IsFinal(TResult result);

    /// <summary>Whether the rows of a result of an earlier start stay in results.csv, since its case will not be run again.</summary>
    bool KeepsRows(TResult result);

    /// <summary>Runs one case. Throws only when the run is cancelled or evidence cannot be written.</summary>
    Task<TResult> RunAsync(CaseContext<TResult> context, CancellationToken cancellationToken);

    /// <summary>Writes results.csv anew.</summary>
    void WriteTable(RunFolder folder, IEnumerable<TResult> results);

    /// <summary>Adds what a finished case has to add to results.csv.</summary>
    void AddToTable(RunFolder folder, TResult result);

    /// <summary>The content of summary.json.</summary>
    byte[] Summarize(RunManifest manifest, IReadOnlyList<TResult> results);
}
