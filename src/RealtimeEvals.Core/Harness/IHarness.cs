using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Harness;

/// <summary>The parts in which one kind of run differs from another. Planning, starting, resuming and completing runs is shared.</summary>
/// <typeparam name="TCase">The case as read from its data file.</typeparam>
/// <typeparam name="TResult">The result of a case as stored in the journal.</typeparam>
internal interface IHarness<TCase, TResult>
    where TResult : class, IStoredResult
{
    /// <summary>The kind of run: its name in plans and manifests, and the noun for its cases.</summary>
    HarnessKind Kind { get; }

    /// <summary>The options of the run.</summary>
    RunOptions Options { get; }

    /// <summary>Where the run is kept.</summary>
    IRunStore Store => new FolderStore(Options.ResultsPath);

    /// <summary>Whether the run may not start without the store of runs.</summary>
    bool NeedsStore => false;

    /// <summary>The planned cases.</summary>
    CasePlan<TCase> Plan { get; }

    /// <summary>The model under test, for the plan.</summary>
    string Model { get; }

    /// <summary>The agent's voice, for the plan.</summary>
    string Voice { get; }

    /// <summary>The address of the service, for the plan: without its query, and empty if no service is used.</summary>
    string Endpoint =>
        Options.Target.Provider is ServiceTarget.SandboxProvider or ServiceTarget.ReplayProvider ? "" : Options.Target.ShownRealtime;

    /// <summary>The files that the run reads, with what each is for, see <see cref="RunInput"/>.</summary>
    IEnumerable<(string Role, string Path)> InputFiles => [("data", Options.DataPath)];

    /// <summary>
    /// The sessions that will be opened, for each side of the service. At least one session of each side must be accepted before anything
    /// is spent.
    /// </summary>
    IReadOnlyList<IReadOnlyList<SessionRequest>> Participants { get; }

    /// <summary>What the planned cases take, for the plan. It may read files, and sends nothing.</summary>
    PlannedWork Work { get; }

    /// <summary>Returns the tokens of a result by role, for the plan of a later run.</summary>
    IEnumerable<RoleUsage> UsageOf(TResult result);

    /// <summary>The current settings of the caller's speech; null if no speech is synthesized.</summary>
    CallerSpeech? Speech => null;

    /// <summary>Prepares the first case. It may send requests, and it throws if the run cannot start.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="isSandbox">Whether the sandbox answers, whatever address it has.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    Task PrepareAsync(RunFolder folder, bool isSandbox, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns everything that the results depend on. A run can be resumed only with equal settings.</summary>
    JsonObject GetSettings();

    /// <summary>Whether a result of an earlier start is kept when the run is resumed.</summary>
    bool IsFinal(TResult result) => result.Outcome switch
    {
        Outcome.Skipped => false,
        Outcome.Error => !Options.RetryErrors,
        _ => true,
    };

    /// <summary>Whether the rows of an earlier result stay in results.csv because its case is not run again.</summary>
    bool KeepsRows(TResult result) => IsFinal(result);

    /// <summary>Runs one case. Throws only when the run is cancelled or evidence cannot be written.</summary>
    Task<TResult> RunAsync(CaseContext<TCase, TResult> context, CancellationToken cancellationToken);

    /// <summary>Returns the result of a case that is not run, because the run was stopped before it.</summary>
    /// <param name="context">The case.</param>
    /// <param name="reason">Why the run was stopped.</param>
    TResult Skip(CaseContext<TCase, TResult> context, string reason);

    /// <summary>The columns and rows of results.csv.</summary>
    ResultTable<TResult> Table { get; }

    /// <summary>Whether the rows of a case are added while it runs, so that none is added at its end.</summary>
    bool AddsRowsItself => false;

    /// <summary>The paths of the input files that a summary repeats, by its keys.</summary>
    IReadOnlyDictionary<string, string> InputPaths => RunManifest.NoPaths;

    /// <summary>Returns a sentence for each thing about the results as a whole that users should know.</summary>
    /// <param name="results">The results so far.</param>
    IEnumerable<string> FindWarnings(IReadOnlyCollection<TResult> results) => [];
}
