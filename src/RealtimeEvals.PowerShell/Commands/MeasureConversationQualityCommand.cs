using System.Collections;
using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Analyses conversations on request: by counts, by a model that looks for every question, or by a scorer of your own.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ConversationQuality",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(ConversationQuality))]
public sealed class MeasureConversationQualityCommand : ServiceCommand
{
    private const string ByInputObject = "InputObject";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly List<MeasuredConversation> _conversations = [];
    private readonly ConversationInput _input;
    private EvalPrompt? _prompt;
    private ScorerProgram? _scorer;

    /// <summary>Creates the cmdlet.</summary>
    public MeasureConversationQualityCommand() => _input = new ConversationInput(this, _conversations.Add);

    /// <inheritdoc cref="MeasureConversationCommand.InputObject" />
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc cref="MeasureConversationCommand.Path" />
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc cref="MeasureConversationCommand.LiteralPath" />
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Which analysis is made: counts of turns and lengths, or what became of each question of the prompt.</summary>
    /// <remarks>
    /// Simple asks nobody and costs nothing. Question asks a model once for each conversation, after it has been said what that is
    /// estimated to cost; the prompt is named by -PromptPath.
    /// </remarks>
    [Parameter]
    public AnalysisKind Analysis { get; set; }

    /// <summary>An external scorer that makes the analysis instead: a program or a .py file.</summary>
    /// <remarks>
    /// It runs in a process and in an empty folder of its own, without keys in its environment. It gets --run-id, --transcript,
    /// --workspace and --options, with -ModuleMapPath also --module, and prints JSON between VCDR_RESULT_START and VCDR_RESULT_END. One
    /// that fails is an error and a result with the status Failed.
    /// </remarks>
    [Parameter]
    public string? Scorer { get; set; }

    /// <summary>The file that says which module of the scorer belongs to which prompt.</summary>
    /// <remarks>
    /// A JSON object with an id for each title, or a CSV table with the columns title and id. Exactly one title must be a part of the name
    /// of the prompt, which is that of the file of -PromptPath.
    /// </remarks>
    /// <value>the scorer gets no module</value>
    [Parameter]
    public string? ModuleMapPath { get; set; }

    /// <summary>What the scorer gets as --options, as a JSON object.</summary>
    /// <value>an empty object</value>
    [Parameter]
    [ValidateNotNull]
    public Hashtable ScorerOption { get; set; } = [];

    /// <summary>The file with the prompt of the interviewer, whose numbered questions are looked for.</summary>
    /// <value>no prompt, so that an analysis of questions fails</value>
    [Parameter]
    public string? PromptPath { get; set; }

    /// <inheritdoc cref="QualityOptions.Recomputes" />
    [Parameter]
    public SwitchParameter Recompute { get; set; }

    /// <inheritdoc cref="QualityOptions.Model" />
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string Model { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>How long the model or the scorer may take for one conversation, in seconds: above zero, at most a day.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TestProgram.DefaultLimit.TotalSeconds;

    /// <inheritdoc />
    internal override bool Spends => Analysis == AnalysisKind.Question && base.Spends;

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        if (Scorer is null && (ModuleMapPath is not null || ScorerOption.Count > 0))
        {
            throw EvalErrors.InvalidSetting(["Something was said about a scorer, but none was named: add -Scorer."]);
        }

        if (Scorer is not null && MyInvocation.BoundParameters.ContainsKey(nameof(Analysis)))
        {
            throw EvalErrors.InvalidSetting(["A scorer makes the analysis itself: leave -Analysis or -Scorer out."]);
        }

        if (PromptPath is not null) _prompt = PromptFolder.ReadFile(this.Full(PromptPath));
        if (Scorer is not null) _scorer = ScorerAt(this.Full(Scorer));
    }, dataEnds: true);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByPath) foreach (string pattern in Path) _input.Read(pattern);
        else if (ParameterSetName == ByLiteralPath) foreach (string path in LiteralPath) _input.ReadLiteral(path);
        else _input.Add(InputObject);
    }

    /// <summary>Analyses at the end, so that the cost of all conversations is known before any is paid for.</summary>
    protected override void EndProcessing() => this.Guarded(() =>
    {
        _input.End();
        if (_conversations.Count > 0) Pump(RunAsync);
    });

    /// <summary>Adds the analysis to the store that the interview is from, so that it need not be made again.</summary>
    private static void Keep(AnalysedConversation done)
    {
        if (done.Conversation.Stored is not BenchmarkRun run) return;
        using IEvalStore store = AdapterServices.OpenStore(run.StorePath, TimeProvider.System);
        store.Add(run.Key, done.Analysis);
    }

    private static EvalServices Services() => AdapterServices.Create(TimeProvider.System);

    private ScorerProgram ScorerAt(string path)
    {
        if (!File.Exists(path)) throw EvalErrors.PathNotFound(path);
        return new ScorerProgram(path, ProgramOption.ToText(ScorerOption), TurnLimits.Span(TimeoutSec))
        {
            Modules = ModuleMapPath is null ? null : ScorerModules.Read(this.Full(ModuleMapPath), Services().Tables),
        };
    }

    private async Task RunAsync(IRunSink sink, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = StartSandbox();
        bool asks = _scorer is null && Analysis == AnalysisKind.Question;
        var options = new QualityOptions
        {
            Analysis = Analysis,
            Scorer = _scorer,
            Target = asks ? ResolveTarget(sandbox) : null,
            Model = Model,
            ThrottleLimit = ThrottleLimit,
            Limit = TurnLimits.Span(TimeoutSec),
            Recomputes = Recompute,
        };
        MeasuredConversation[] conversations = [.. _conversations.Select(one => one with { Prompt = _prompt ?? one.Prompt })];
        await new QualityOperation(Services()).RunAsync(
            conversations, options, (done, token) =>
            {
                Keep(done);
                return sink.EmitAsync(done.Quality, token);
            }, sink, cancellationToken);
        foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
    }
}
