using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Judging;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>A run of simulated conversations: each one is held, written to disk, and judged.</summary>
internal sealed class ConversationHarness : IHarness<Simulation, ConversationResult>, IDisposable
{
    /// <summary>The harness kind of all runs of simulated conversations.</summary>
    public static HarnessKind OfConversations { get; } = new HarnessKindOf<ConversationResult, ConversationRow>(
        "run", "simulated conversation", ConversationTable.Columns([.. GraderKinds.All.Select(kind => new Grader("", kind.Name, "", ""))]))
    {
        TableOf = static results => ResultTable<ConversationResult>.Of(ConversationTable.Columns(GradersOf(results)), ConversationRow.Of),
        SummaryOf = static (manifest, results) => ConversationSummary.Of(manifest, [.. results], GradersOf(results)),
    };

    private readonly EvalServices _services;
    private readonly SimulationOptions _options;
    private readonly Grader[] _graders;
    private readonly IReadOnlyList<TableColumn<ConversationRow>> _columns;
    private readonly JudgeStage _judge;
    private readonly Lazy<CallerVoice> _speech;

    public ConversationHarness(EvalServices services, SimulationOptions options, CasePlan<Simulation> plan, IRunSink sink)
    {
        _services = services;
        _options = options;
        Plan = plan;
        Simulation[] simulations = [.. plan.Whole.Select(one => one.Case).DistinctBy(one => one.Id, StringComparer.Ordinal)];
        _graders = GradersOf(simulations.SelectMany(simulation => simulation.TurnGraders.Concat(simulation.TraceGraders)));
        _columns = ConversationTable.Columns(_graders);
        Table = ResultTable<ConversationResult>.Of(_columns, ConversationRow.Of);
        _judge = new JudgeStage(services, new JudgeOptions(
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
        SessionRequest[] agents = [.. simulations.Select(SimulationSessions.OfAgent)];
        SessionRequest[] callers = [.. simulations.Where(simulation => !simulation.Turns.IsScripted).Select(SimulationSessions.OfCaller)];
        Participants = callers.Length > 0 ? [agents, callers] : [agents];
    }

    public HarnessKind Kind => OfConversations;

    public RunOptions Options => _options;

    public CasePlan<Simulation> Plan { get; }

    public ResultTable<ConversationResult> Table { get; }

    /// <summary>Each row is added when its turn ends; grades are filled in when the table is rewritten at the end of the run.</summary>
    public bool AddsRowsItself => true;

    public string Model => string.Join(", ", Plan.Whole.Select(one => one.Case.Agent.Model).Distinct(StringComparer.Ordinal));

    public string Voice => string.Join(", ", Plan.Whole
        .Select(one => one.Case.Agent.Voice)
        .Where(voice => voice.Length > 0)
        .Distinct(StringComparer.Ordinal));

    public IReadOnlyList<IReadOnlyList<SessionRequest>> Participants { get; }

    public IEnumerable<(string Role, string Path)> InputFiles =>
    [
        ("data", _options.DataPath),
        .. Plan.Whole.Select(one => one.Case).SelectMany(IEnumerable<(string, string)> (simulation) =>
        [
            ("simulation", simulation.Path),
            ("system_prompt", simulation.Agent.SystemPromptPath),
            ("tools", simulation.Agent.ToolsPath),
        ]),
    ];

    /// <summary>Returns the graders of several simulations without duplicate ids, in the order of first appearance.</summary>
    public static Grader[] GradersOf(IEnumerable<Grader> graders) => [.. graders.DistinctBy(grader => grader.Id, StringComparer.Ordinal)];

    private static Grader[] GradersOf(IEnumerable<ConversationResult> results) =>
        GradersOf(results.SelectMany(result => result.Settings.TurnGraders.Concat(result.Settings.TraceGraders)));

    public CallerSpeech? Speech => _speech.IsValueCreated ? _speech.Value.How : null;

    public PlannedWork Work =>
        new ConversationWork(_options, new PlannedSpeech(_options.SpeechOf(""), _options.Target, _services.Time)).Of(Plan.Cases);

    public IEnumerable<RoleUsage> UsageOf(ConversationResult result) =>
    [
        new(PlanRole.Agent, result.AssistantModel, result.Usage),
        .. result.Settings.SimulatorModel.Length > 0
            ? new[] { new RoleUsage(PlanRole.Caller, result.SimulatorModel, result.CallerUsage) }
            : [],
        .. result.JudgeGrades.Select(grade => new RoleUsage(PlanRole.Judge, grade.JudgeModel, grade.Usage)),
    ];

    public JsonObject GetSettings() => ConversationRunSettings.Of(_options, Plan.Whole.Select(one => one.Case));

    /// <summary>
    /// A conversation in which the caller broke a rule is final too: repeating it until the caller complies would bias the results.
    /// </summary>
    public bool IsFinal(ConversationResult result) => result.Outcome switch
    {
        Outcome.Skipped => false,
        Outcome.Error => !_options.RetryErrors,
        _ => ConversationVerdict.IsWhole(result)
            || result.CallerFindings.Count > 0
            || result.EndReason == EndReason.AgentSilent
            || (_options.SkipJudge && IsHeld(result)),
    };

    /// <summary>Whether a conversation was held to its end, judged or not.</summary>
    private static bool IsHeld(ConversationResult result) =>
        result.EndReason is not (EndReason.Failed or EndReason.AgentSilent or EndReason.NotHeld);

    public bool KeepsRows(ConversationResult result) => IsFinal(result) || IsHeld(result);

    public async Task<ConversationResult> RunAsync(
        CaseContext<Simulation, ConversationResult> context, CancellationToken cancellationToken)
    {
        ConversationResult held = context.Earlier is ConversationResult earlier && IsHeld(earlier)
            ? earlier
            : await HoldAsync(context, cancellationToken);
        var files = ConversationFiles.Of(context.Folder, held);
        ConversationResult unjudged = ConversationVerdict.Of(held);
        await SlowWork.RunAsync(() => files.Write(unjudged));
        if (_options.SkipJudge || !JudgeStage.CanJudge(unjudged)) return unjudged;

        // From here on the conversation is complete: the agent is not called again, even if the judging fails or is cancelled.
        await context.KeepAsync(unjudged);
        context.Report($"{context.Planned.Name} judge");
        ConversationResult judged = ConversationVerdict.Of(await _judge.GradeAsync(unjudged, files, cancellationToken));
        await SlowWork.RunAsync(() => files.Write(judged));
        return judged;
    }

    public IEnumerable<string> FindWarnings(IReadOnlyCollection<ConversationResult> results) =>
        RunVerdict.FindInvalid(results, _options.InvalidCallerLimit, "conversations", "caller", "Look at the callers' instructions.");

    public ConversationResult Skip(CaseContext<Simulation, ConversationResult> context, string reason) => ConversationRecord.Skip(
        _services,
        _options,
        ConversationScope.Of(context),
        new ConversationResult
        {
            RunId = context.Manifest.RunId,
            SimulationId = context.Planned.Key.CaseId,
            ConversationId = context.Planned.Name,
        },
        reason);

    public void Dispose() => _judge.Dispose();

    private Task<ConversationResult> HoldAsync(CaseContext<Simulation, ConversationResult> context, CancellationToken cancellationToken)
    {
        Simulation simulation = context.Planned.Case;
        string log = $"{context.Planned.EvidenceIn("events")}.jsonl";
        string callerModel = simulation.Turns.IsScripted ? "" : simulation.Caller.Model;
        var runner = new ConversationRunner(_services, _options, _speech, ConversationScope.Of(context), turn =>
        {
            var row = new ConversationRow(turn, simulation.Agent.Model, callerModel, log, null, IsLast: false);
            context.AddRow([.. _columns.Select(column => column.Cell(row))]);
        });
        return runner.HoldAsync(cancellationToken);
    }
}
