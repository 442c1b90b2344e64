using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Reporting.Pulse;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Puts requests to help with and requests to decline to a model; every one must be told rightly, or the gate is false.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RefusalSmoke", SupportsShouldProcess = true)]
[OutputType(typeof(RefusalResult), typeof(RefusalSmokeResult), typeof(RunPlan))]
public sealed class InvokeRefusalSmokeCommand : SessionCommand
{
    /// <summary>The smoke set, JSON lines. Without it the shipped set is taken.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Dataset", "PSPath", "FullName")]
    public string? LiteralPath { get; set; }

    /// <summary>Who answers the rows.</summary>
    [Parameter]
    public RefusalBackend Backend { get; set; }

    /// <summary>The text model that answers; with Voice it says what the agent did.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string Model { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>The address of all endpoints, such as https://api.openai.com/v1; else OPENAI_BASE_URL counts.</summary>
    [Parameter]
    [Alias("BaseUrl")]
    [ValidateNotNull]
    public Uri? BaseAddress { get; set; }

    /// <summary>JSON lines of prompt and answer, for the backend Replay.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AnswerPath { get; set; }

    /// <summary>The temperature of the text model, 0 to 2; below 0 to leave it to the service.</summary>
    [Parameter]
    public double Temperature { get; set; }

    /// <summary>Confirms that a service is asked that costs money.</summary>
    [Parameter]
    public SwitchParameter ConfirmReal { get; set; }

    /// <summary>The lines that the smoke set may have.</summary>
    [Parameter]
    [Alias("MaxDatasetLines")]
    public int MaximumLine { get; set; } = RefusalOptions.UsualMaximumLines;

    /// <summary>The first so many rows; 0 for all. The gate passes only with all.</summary>
    [Parameter]
    [Alias("MaxExamples")]
    public int MaximumCount { get; set; }

    /// <summary>The wait between two looks at a hosted run, in seconds.</summary>
    [Parameter]
    public double PollIntervalSec { get; set; } = 2;

    /// <summary>The longest wait for a hosted run, in seconds.</summary>
    [Parameter]
    public double MaximumWaitSec { get; set; } = 300;

    /// <summary>The longest wait for one answer, in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <summary>The organization that pays; else OPENAI_ORGANIZATION or OPENAI_ORG_ID.</summary>
    [Parameter]
    [ValidateNotNull]
    public string Organization { get; set; } = "";

    /// <summary>The project that pays; else OPENAI_PROJECT or OPENAI_PROJECT_ID.</summary>
    [Parameter]
    [ValidateNotNull]
    public string Project { get; set; } = "";

    /// <summary>Asks nobody: the smoke set is checked, and the gate is false.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>With DryRun: writes what the reference writes, a gate that is true.</summary>
    [Parameter]
    public SwitchParameter CompatibleDryRun { get; set; }

    /// <summary>Speaks each request to a realtime agent and has its answer classified.</summary>
    [Parameter]
    public SwitchParameter Voice { get; set; }

    /// <summary>With Voice: the agent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string AgentModel { get; set; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>With Voice: the agent's system prompt.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AgentPromptPath { get; set; }

    /// <summary>With Voice: where the caller's speech comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>With Voice: the model that makes the caller's speech; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    public string? SpeechCachePath { get; set; }

    /// <summary>The folder of all runs.</summary>
    [Parameter]
    [Alias("ResultsDir")]
    [ValidateNotNullOrEmpty]
    public string ResultsPath { get; set; } = "results";

    /// <summary>The name of the run and of its folder; else the time in UTC.</summary>
    [Parameter]
    [ValidateNotNull]
    public string RunName { get; set; } = "";

    /// <summary>The result file; else refusal_smoke_result.json in the folder of the run.</summary>
    [Parameter]
    [Alias("Out")]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>A status.json whose gate is written: false at once, true when every row has passed.</summary>
    [Parameter]
    [Alias("StatusJson")]
    [ValidateNotNullOrEmpty]
    public string? StatusPath { get; set; }

    /// <summary>The name of the gate.</summary>
    [Parameter]
    [ValidateNotNull]
    public string GateKey { get; set; } = RefusalOptions.UsualGateKey;

    /// <summary>Where in the status file the verdict is put.</summary>
    [Parameter]
    public PulsePlacement Placement { get; set; }

    /// <summary>Lets what the sandbox or a file answered pass the gate, for a rehearsal.</summary>
    [Parameter]
    public SwitchParameter AllowSandbox { get; set; }

    /// <summary>Emits one object for the whole run instead of one for each row.</summary>
    [Parameter]
    public SwitchParameter AsSummary { get; set; }

    /// <summary>Replaces the run of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Finishes the run of that name: rows with a verdict are kept, all others are asked.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string data = LiteralPath is null ? ProductData.PathOf("refusal", "refusal_smoke.jsonl") : this.Full(LiteralPath);
        string name = OutputPath ?? (DryRun ? SmokeResultFile.FileName : "");
        var known = new RefusalSmokeResult
        {
            DryRun = DryRun, Dataset = LiteralPath ?? "data/refusal/refusal_smoke.jsonl", Model = Voice ? AgentModel : Model, GateKey = GateKey, Backend = Backend, Voice = Voice,
        };
        Func<ServiceTarget, RefusalOptions> plan = PlanOptions(data, known.Dataset);
        var request = new SmokeRequest
        {
            Known = known,
            Pulse = StatusPath is null ? null : new PulseOptions { Path = this.Full(StatusPath), GateKey = GateKey, Placement = Placement, MayCreate = DryRun && CompatibleDryRun },
            ResultPath = name.Length > 0 ? this.Full(name) : "",
            ResultName = name,
            RunAsync = DryRun
                ? (sink, onConfirmed, cancellationToken) => RunDryAsync(data, known, sink, onConfirmed, cancellationToken)
                : (sink, onConfirmed, cancellationToken) => RunAsync(plan, sink, onConfirmed, cancellationToken),
        };
        Pump((sink, cancellationToken) => RunAsync(request, sink, cancellationToken));
    });

    /// <summary>Resolves all paths, which only the pipeline thread may do.</summary>
    private Func<ServiceTarget, RefusalOptions> PlanOptions(string data, string dataName)
    {
        string results = this.Full(ResultsPath);
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(results) : this.Full(SpeechCachePath);
        string answers = AnswerPath is null ? "" : this.Full(AnswerPath);
        string agentPrompt = AgentPromptPath is null ? ProductData.PathOf("refusal", "voice_agent.txt") : this.Full(AgentPromptPath);
        return target => new RefusalOptions
        {
            Target = target,
            DataPath = data,
            DataName = dataName,
            ResultsPath = results,
            RunName = RunName,
            SpeechCachePath = cache,
            SpeechSource = SpeechSource,
            SpeechModel = SpeechModel,
            Backend = Backend,
            Model = Model,
            Temperature = Temperature < 0 ? null : Temperature,
            AnswersPath = answers,
            ConfirmReal = ConfirmReal,
            MaximumLines = MaximumLine,
            MaximumCases = MaximumCount,
            PollInterval = TurnLimits.Span(PollIntervalSec),
            MaximumWait = TurnLimits.Span(MaximumWaitSec),
            Organization = Organization.Length > 0 ? Organization : ServiceEnvironment.Organization,
            Project = Project.Length > 0 ? Project : ServiceEnvironment.Project,
            GateKey = GateKey,
            AllowSandbox = AllowSandbox,
            Speaks = Voice,
            AgentModel = AgentModel,
            AgentPromptPath = agentPrompt,
            ThrottleLimit = ThrottleLimit,
            Limits = TurnLimits.FromSeconds(TimeoutSec, TotalTimeoutSec),
            RetryLimit = TurnLimits.Span(RetryTimeoutSec),
            Seed = Seed,
            Force = Force,
            Resume = Resume,
        };
    }

    private async Task RunAsync(SmokeRequest request, IRunSink sink, CancellationToken cancellationToken)
    {
        RefusalSmokeResult? result = await new GuardedSmoke(AdapterServices.Create(TimeProvider.System)).RunAsync(request, AsSummary ? new Without<RefusalResult>(sink) : sink, cancellationToken);
        if (result is null) return;
        if (!result.GatePass) sink.Verbose(result.ToString());
        if (AsSummary || DryRun) await sink.EmitAsync(result, cancellationToken);
    }

    private async Task<RefusalSmokeResult?> RunDryAsync(string data, RefusalSmokeResult known, IRunSink sink, Action onConfirmed, CancellationToken cancellationToken)
    {
        if (!await sink.ConfirmAsync(data, "Check the smoke set and write the result of a dry run", cancellationToken)) return null;
        onConfirmed();
        return new DryRunOperation(TimeProvider.System, Seed).Run(data, known.Dataset, known.Model, known.GateKey, CompatibleDryRun);
    }

    private async Task<RefusalSmokeResult?> RunAsync(Func<ServiceTarget, RefusalOptions> plan, IRunSink sink, Action onConfirmed, CancellationToken cancellationToken)
    {
        if (CompatibleDryRun) throw EvalErrors.InvalidSetting(["The compatible dry run is a dry run: add -DryRun."]);
        await using SandboxServer? sandbox = StartSandbox();
        ServiceTarget target = Backend == RefusalBackend.Replay ? ServiceTarget.Replay : ResolveTarget(sandbox, BaseAddress);
        RefusalSmokeResult? result = await new RefusalOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(plan(target), sink, onConfirmed, cancellationToken);
        foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
        return result;
    }
}
