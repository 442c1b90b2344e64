using System.Text.Json.Nodes;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>A run of interviews: each one is held, written to disk and to the store, and tested.</summary>
internal sealed class InterviewHarness : IHarness<Interview, InterviewResult>
{
    /// <summary>The harness kind of all runs of interviews.</summary>
    public static HarnessKind OfInterviews { get; } =
        new HarnessKindOf<InterviewResult, ConversationRow>("benchmark", "interview", InterviewColumns.All)
        {
            TableOf = static _ => ResultTable<InterviewResult>.Of(InterviewColumns.All, ConversationRow.Of),
            SummaryOf = static (manifest, results) =>
                ConversationSummary.Of(manifest, [.. results], InterviewVerdict.Graders),
        };

    private readonly EvalServices _services;
    private readonly BenchmarkOptions _options;
    private readonly ITextModel _participant;
    private readonly Lazy<CallerVoice> _speech;

    public InterviewHarness(EvalServices services, BenchmarkOptions options, CasePlan<Interview> plan, IRunSink sink)
    {
        _services = services;
        _options = options;
        Plan = plan;
        _participant = services.TextModelFor(
            new TextModelAddress(options.Target, options.RetryTerms(options.Limits.Inactivity), options.ParticipantModel));
        _speech = new Lazy<CallerVoice>(() => new CallerVoice(
            options.SpeechOf(options.ParticipantVoice),
            services,
            options.Target,
            options.Limits,
            options.RetryTerms(options.Limits.Total),
            sink));
        Participants = [[.. plan.Whole.Select(one => one.Case)
            .DistinctBy(one => one.Id, StringComparer.Ordinal)
            .Select(SimulationSessions.OfAgent)]];
    }

    public HarnessKind Kind => OfInterviews;

    public RunOptions Options => _options;

    /// <summary>Users look for interviews in the store, so that one that cannot be used is told before anything is spent.</summary>
    public bool NeedsStore => true;

    public CasePlan<Interview> Plan { get; }

    public ResultTable<InterviewResult> Table { get; } = ResultTable<InterviewResult>.Of(InterviewColumns.All, ConversationRow.Of);

    /// <summary>Each row is added when its turn ends; what the tests gave is filled in when the table is rewritten at the end.</summary>
    public bool AddsRowsItself => true;

    public string Model => _options.InterviewerModel;

    public string Voice => _options.InterviewerVoice;

    public IEnumerable<(string Role, string Path)> InputFiles =>
    [
        ("data", _options.DataPath),
        .. Plan.Whole.Select(one => one.Case).SelectMany(IEnumerable<(string, string)> (interview) =>
        [
            ("interviewer_prompt", interview.InterviewerPrompt.Path), ("participant_prompt", interview.ParticipantPrompt.Path),
        ]),
    ];

    public IReadOnlyList<IReadOnlyList<SessionRequest>> Participants { get; }

    public CallerSpeech? Speech => _speech.IsValueCreated ? _speech.Value.How : null;

    public PlannedWork Work => InterviewWork.Of(
        _options, Plan.Cases, new PlannedSpeech(_options.SpeechOf(_options.ParticipantVoice), _options.Target, _services.Time));

    public IEnumerable<RoleUsage> UsageOf(InterviewResult result) =>
    [
        new(PlanRole.Agent, result.AssistantModel, result.Usage),
        new(PlanRole.Participant, result.SimulatorModel, result.CallerUsage),
    ];

    public JsonObject GetSettings() => InterviewRunSettings.Of(_options, Plan.Whole.Select(one => one.Case));

    public async Task<InterviewResult> RunAsync(CaseContext<Interview, InterviewResult> context, CancellationToken cancellationToken)
    {
        var files = new ConversationFiles(context.Folder, context.Planned.Name, context.Planned.Attempt);
        var recorder = new InterviewRecorder(context, _options, _services.Time);
        recorder.Begin();
        var runner = new InterviewRunner(_services, _options, _participant, _speech, ConversationScope.Of(context), turn =>
        {
            var row = new ConversationRow(
                turn, _options.InterviewerModel, _options.ParticipantModel, files.EventLogPath, null, IsLast: false);
            context.AddRow([.. InterviewColumns.All.Select(column => column.Cell(row))]);
            recorder.Add(turn);
        });
        try
        {
            var held = (InterviewResult)await runner.HoldAsync(cancellationToken);
            InterviewResult tested = InterviewVerdict.Of(held with
            {
                Settings = held.Settings with { SimulationSha256 = context.Planned.Case.InterviewerPrompt.FileSha256 },
            });
            files.Write(tested);
            recorder.End(tested);
            return tested;
        }
        catch (OperationCanceledException)
        {
            recorder.Cancel();
            throw;
        }
    }

    public InterviewResult Skip(CaseContext<Interview, InterviewResult> context, string reason) =>
        (InterviewResult)ConversationRecord.Skip(
            _services,
            _options,
            ConversationScope.Of(context),
            InterviewRunner.NewResult(_options, context.Planned.Case, context.Manifest.RunId, context.Planned.Name),
            reason);

    public IEnumerable<string> FindWarnings(IReadOnlyCollection<InterviewResult> results) =>
        RunVerdict.FindInvalid(results, _options.InvalidCallerLimit, "interviews", "participant", "Look at the participants' prompts.");
}
