using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>A run of single turns. Derived harnesses supply the caller's audio and their own fields of the result.</summary>
/// <typeparam name="TResult">The result of a case.</typeparam>
internal abstract class SingleTurnHarness<TResult>(
    EvalServices services, SingleTurnOptions options, AgentFiles agent, CasePlan<SingleTurnCase> plan) : IHarness<SingleTurnCase, TResult>
    where TResult : SingleTurnResult
{
    private CaseRunner<TResult>? _runner;

    public abstract HarnessKind Kind { get; }

    RunOptions IHarness<SingleTurnCase, TResult>.Options => options;

    /// <summary>The options of the run.</summary>
    public SingleTurnOptions Options => options;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => services.Time;

    /// <summary>The agent's tools and instructions.</summary>
    public AgentFiles Agent => agent;

    public CasePlan<SingleTurnCase> Plan => plan;

    public string Model => options.Model;

    public string Voice => options.Voice;

    /// <summary>The configuration of the session of every case.</summary>
    public SessionConfiguration Session { get; } = new()
    {
        Instructions = agent.SystemPrompt,
        Tools = agent.Tools.ForService,
        InputFormat = options.InputFormat,
        OutputFormat = options.OutputFormat,
        Voice = options.Voice,
        TurnDetection = options.TurnDetection,
    };

    public IReadOnlyList<IReadOnlyList<SessionRequest>> Participants => [[new SessionRequest(options.Model, Session)]];

    public virtual IEnumerable<(string Role, string Path)> InputFiles =>
        [("data", options.DataPath), ("system_prompt", options.SystemPromptPath), ("tools", options.ToolsPath)];

    public virtual CallerSpeech? Speech => null;

    public abstract PlannedWork Work { get; }

    public IEnumerable<RoleUsage> UsageOf(TResult result) => [new(PlanRole.Agent, result.Model, result.Usage)];

    public IReadOnlyDictionary<string, string> InputPaths { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["data_csv"] = options.DataPath,
        ["system_prompt_file"] = options.SystemPromptPath,
        ["tools_file"] = options.ToolsPath,
    };

    public abstract ResultTable<TResult> Table { get; }

    /// <summary>Whether the caller's audio is written into the run folder; otherwise it is a file of the user already.</summary>
    public abstract bool KeepsCallerAudio { get; }

    public virtual Task PrepareAsync(RunFolder folder, bool isSandbox, CancellationToken cancellationToken) => Task.CompletedTask;

    public JsonObject GetSettings()
    {
        JsonObject settings = SingleTurnSettings.Of(options, agent);
        AddSettings(settings);
        return settings;
    }

    public Task<TResult> RunAsync(CaseContext<SingleTurnCase, TResult> context, CancellationToken cancellationToken) =>
        RunnerOf(context).RunAsync(context.Planned, context.Sink, cancellationToken);

    public TResult Skip(CaseContext<SingleTurnCase, TResult> context, string reason) =>
        RunnerOf(context).Skip(context.Planned, reason);

    private CaseRunner<TResult> RunnerOf(CaseContext<SingleTurnCase, TResult> context) => LazyInitializer.EnsureInitialized(
        ref _runner, () => new CaseRunner<TResult>(services, this, context.Folder, context.Manifest, context.Watch));

    /// <summary>Returns the caller's audio of a case, in the input format.</summary>
    /// <param name="planned">The case.</param>
    /// <param name="spending">Takes what the audio costs.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public abstract Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(
        PlannedCase<SingleTurnCase> planned, CaseSpending spending, CancellationToken cancellationToken);

    /// <summary>
    /// Creates the result of a case with the fields of this harness only; the others are filled in by the caller of this method.
    /// </summary>
    public abstract TResult CreateResult(string runId, SingleTurnCase item, CaseObservations observed);

    /// <summary>Adds the settings of this harness only.</summary>
    protected abstract void AddSettings(JsonObject settings);
}
