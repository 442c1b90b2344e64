using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Judging;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>A run of simulated conversations: each is held, put on disk, and judged.</summary>
internal sealed class ConversationHarness : IHarness<ConversationResult>, IDisposable
{
    /// <summary>The name of the harness in plans and manifests.</summary>
    public const string HarnessName = "run";

    private readonly EvalServices _services;
    private readonly SimulationOptions _options;
    private readonly Dictionary<string, PlannedConversation> _plans;
    private readonly Grader[] _graders;
    private readonly JudgeStage _judge;
    private readonly IRunSink _sink;
    private readonly Lazy<CallerVoice> _speech;
    private LiveTable<ConversationRow>? _table;

    public ConversationHarness(
        EvalServices services, SimulationOptions options, IReadOnlyList<PlannedConversation> planned, int dataCases, IRunSink sink)
    {
        _services = services;
        _options = options;
        _sink = sink;
        _plans = planned.ToDictionary(plan => plan.Id, StringComparer.Ordinal);
        _graders = GradersOf(planned.SelectMany(plan => plan.Simulation.TurnGraders.Concat(plan.Simulation.TraceGraders)));
        _judge = new JudgeStage(services, new JudgeSettings(
            options.Target,
            options.JudgeModel,
            options.JudgeSamples,
            options.TranscriptionModel,
            options.RetryTerms(options.Limits.Inactivity)));
        _speech = new Lazy<CallerVoice>(() => new CallerVoice(
            options.SpeechOf(""),
            services,
            options.Target,
            options.Limits,
            options.RetryTerms(options.Limits.Total),
            sink));
        DataCases = dataCases;
        CaseIds = [.. planned.Select(plan => plan.Id)];
        Simulation[] simulations =
            [.. planned.Select(plan => plan.Simulation).DistinctBy(simulation => simulation.Id, StringComparer.Ordinal)];
        SessionRequest[] agents = [.. simulations.Select(SimulationSessions.OfAgent)];
        SessionRequest[] callers = [.. simulations.Where(simulation => !simulation.Turns.IsScripted).Select(SimulationSessions.OfCaller)];
        Sides = callers.Length > 0 ? [agents, callers] : [agents];
    }

    public string Name => HarnessName;

    public RunOptions Options => _options;

    public IReadOnlyList<string> CaseIds { get; }

    public int DataCases { get; }

    public string Model => string.Join(", ", _plans.Values.Select(plan => plan.Simulation.Agent.Model).Distinct(StringComparer.Ordinal));

    public string Voice => string.Join(", ", _plans.Values
        .Select(plan => plan.Simulation.Agent.Voice)
        .Where(voice => voice.Length > 0)
        .Distinct(StringComparer.Ordinal));

    public IReadOnlyList<IReadOnlyList<SessionRequest>> Sides { get; }

    /// <summary>The graders of several simulations, each id once, in the order of first appearance.</summary>
    public static Grader[] GradersOf(IEnumerable<Grader> graders) => [.. graders.DistinctBy(grader => grader.Id, StringComparer.Ordinal)];

    public CallerSpeech? Speech => _speech.IsValueCreated ? _speech.Value.How : null;

    public JsonObject GetSettings() => ConversationRunSettings.Of(_options, [.. _plans.Values]);

    /// <summary>
    /// A conversation whose caller broke a rule stays as it is: callers that are asked again until they behave prove nothing.
    /// </summary>
    public bool IsFinal(ConversationResult result) =>
        ConversationVerdict.IsWhole(result) || result.CallerFindings.Count > 0 || (_options.SkipJudge && IsHeld(result));

    /// <summary>Whether a conversation was held to an end, judged or not.</summary>
    private static bool IsHeld(ConversationResult result) => result.EndReason is not (EndReason.Failed or EndReason.AgentSilent);

    public bool KeepsRows(ConversationResult result) => IsFinal(result) || IsHeld(result);

    public async Task<ConversationResult> RunAsync(CaseContext<ConversationResult> context, CancellationToken cancellationToken)
    {
        PlannedConversation plan = _plans[context.CaseId];
        var files = new ConversationFiles(context.Folder, plan.Id);
        ConversationResult held = context.Earlier is ConversationResult earlier && IsHeld(earlier)
            ? earlier
            : await HoldAsync(plan, context, cancellationToken);
        ConversationResult unjudged = ConversationVerdict.Of(held);
        files.Write(unjudged);
        if (_options.SkipJudge || !JudgeStage.CanJudge(unjudged)) return unjudged;

        // Held is held: whatever ends the judging, the agent is not called again.
        context.Keep(unjudged);
        context.Report($"{plan.Id} judge");
        ConversationResult judged = ConversationVerdict.Of(await _judge.GradeAsync(unjudged, files, cancellationToken));
        files.Write(judged);
        return judged;
    }

    public void WriteTable(RunFolder folder, IEnumerable<ConversationResult> results) =>
        TableOf(folder).Replace(results.SelectMany(ConversationRow.Of));

    /// <summary>The rows are there already: each was added as its turn ended.</summary>
    public void AddToTable(RunFolder folder, ConversationResult result)
    {
        // Grades are filled in when the table is written anew at the end.
    }

    public byte[] Summarize(RunManifest manifest, IReadOnlyList<ConversationResult> results)
    {
        int invalid = results.Count(result => result.CallerFindings.Count > 0);
        if (RunVerdict.ShareOfInvalid(results) > _options.InvalidCallerLimit)
        {
            _sink.Warning(
                FormattableString.Invariant($"In {invalid} of {results.Count} conversations the caller broke a rule; ")
                + FormattableString.Invariant($"more than {_options.InvalidCallerLimit:P0} make the run inconclusive. ")
                + "Look at the callers' instructions.");
        }

        return ConversationSummary.ToJson(manifest, results, _graders);
    }

    public void Dispose() => _judge.Dispose();

    private Task<ConversationResult> HoldAsync(
        PlannedConversation plan, CaseContext<ConversationResult> context, CancellationToken cancellationToken)
    {
        LiveTable<ConversationRow> table = TableOf(context.Folder);
        string log = new ConversationFiles(context.Folder, plan.Id).EventLogPath;
        Simulation simulation = plan.Simulation;
        string callerModel = simulation.Turns.IsScripted ? "" : simulation.Caller.Model;
        var runner = new ConversationRunner(
            _services,
            _options,
            plan,
            _speech,
            context,
            turn => table.Append(new ConversationRow(turn, simulation.Agent.Model, callerModel, log, null, IsLast: false)));
        return runner.HoldAsync(cancellationToken);
    }

    private LiveTable<ConversationRow> TableOf(RunFolder folder) =>
        _table ??= new LiveTable<ConversationRow>(folder, _services.Tables, ConversationTable.Columns(_graders));
}
