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
        LazyInitializer.EnsureInitialized(ref _runner, () => new CaseRunner<TResult>(services, this, context.Folder, context.Manifest))
            .RunAsync(context.Planned, context.Sink, cancellationToken);

    public byte[] Summarize(RunManifest manifest, IReadOnlyList<TResult> results)
    {
        JsonObject summary = SingleTurnSummary.Of(manifest, results, seen => AddConfiguration(seen, manifest.RunId));
        AddSummary(summary, results);
        return summary.ToFile();
    }

    /// <summary>Returns the caller's audio of a case, in the input format.</summary>
    public abstract Task<ReadOnlyMemory<byte>> GetCallerAudioAsync(
        PlannedCase<SingleTurnCase> planned, CancellationToken cancellationToken);

    /// <summary>
    /// Creates the result of a case with the fields of this harness only; the others are filled in by the caller of this method.
    /// </summary>
    public abstract TResult CreateResult(string runId, SingleTurnCase item, CaseObservations observed);

    /// <summary>Adds the settings of this harness only.</summary>
    protected abstract void AddSettings(JsonObject settings);

    /// <summary>Adds the settings to the summary, by the names and in the order of the realtime evals of OpenAI's cookbook.</summary>
    protected abstract void AddConfiguration(JsonObject summary, string runId);

    /// <summary>Adds the summary figures of this harness only.</summary>
    protected virtual void AddSummary(JsonObject summary, IReadOnlyList<TResult> results)
    {
    }
}
