using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Asks a model about requests to help with and to decline; it must decide all correctly, or the gate is false.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RefusalSmoke", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RefusalResult), typeof(RefusalSmokeResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class InvokeRefusalSmokeCommand : RefusalCommand
{
    private PulseOptions? _pulse;
    private bool _hasRun;

    /// <inheritdoc cref="RefusalOptions.DataPath" />
    /// <remarks>
    /// It is taken as it is written: brackets and asterisks are plain characters. Files of Get-ChildItem and Get-Item bind here by their
    /// property PSPath.
    /// </remarks>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Dataset", "PSPath", "FullName")]
    public string? LiteralPath { get; set; }

    /// <inheritdoc cref="RefusalOptions.MaximumLines" />
    [Parameter]
    [Alias("MaxDatasetLines")]
    public int MaximumLine { get; set; } = RefusalOptions.DefaultMaximumLines;

    /// <inheritdoc cref="CaseSelection.CaseIds" />
    /// <remarks>The gate passes only with all rows.</remarks>
    [Parameter]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public string[] CaseId { get; set; } = [];

    /// <inheritdoc cref="CaseSelection.FailedIn" />
    /// <remarks>The gate passes only with all rows.</remarks>
    [Parameter]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string[] FailedIn { get; set; } = [];

    /// <inheritdoc cref="RunOptions.MaximumCases" />
    /// <remarks>The gate passes only with all rows. A hosted run takes no limit.</remarks>
    [Parameter]
    [Alias("MaxExamples")]
    public int MaximumCount { get; set; }

    /// <inheritdoc cref="DryRunOptions" />
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <inheritdoc cref="DryRunOptions.Compatible" />
    [Parameter]
    public SwitchParameter CompatibleDryRun { get; set; }

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>It is made when it is not there. A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="RunOptions.RunName" />
    /// <remarks>With a name only one smoke set can be run.</remarks>
    [Parameter]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="SmokeRequest.ResultPath" />
    [Parameter]
    [Alias("Out")]
    public string? OutputPath { get; set; }

    /// <inheritdoc cref="PulseOptions.Path" />
    /// <remarks>One smoke set can be run with it.</remarks>
    /// <value>no status file is written</value>
    [Parameter]
    [Alias("StatusJson")]
    public string? StatusPath { get; set; }

    /// <inheritdoc cref="PulseOptions.GateKey" />
    [Parameter]
    [ArgumentCompleter(typeof(GateKeyCompleter))]
    public string GateKey { get; set; } = RefusalOptions.DefaultGateKey;

    /// <inheritdoc cref="PulseOptions.Placement" />
    [Parameter]
    public PulsePlacement Placement { get; set; }

    /// <summary>Writes one RefusalSmokeResult for the whole run to the pipeline instead of a RefusalResult for each row.</summary>
    [Parameter]
    public SwitchParameter AsSummary { get; set; }

    /// <inheritdoc />
    internal override bool Spends => !DryRun && base.Spends;

    /// <summary>Sets the gate to false before smoke sets arrive from the pipeline, so that it is false even if none does.</summary>
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        if (StatusPath is null) return;
        bool mayCreate = CompatibleDryRun && DryRun;
        _pulse = new PulseOptions { Path = this.Full(StatusPath), GateKey = GateKey, Placement = Placement, MayCreate = mayCreate };
        if (MyInvocation.ExpectingInput && LiteralPath is null)
        {
            Pump((sink, cancellationToken) => Smoke().InvalidateAsync(_pulse, Known(), sink, cancellationToken));
        }
    }, dataEnds: true);

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string name = OutputPath ?? (DryRun ? SmokeResultFile.FileName : "");
        RefusalSmokeResult known = Known();
        var request = new SmokeRequest
        {
            Known = known,
            Pulse = _pulse,
            ResultName = name,
            RunAsync = (_, _) => Task.FromResult<RefusalSmokeResult?>(null),
        };
        try
        {
            request = request with { ResultPath = name.Length > 0 ? this.Full(name) : "", RunAsync = Plan(known) };
        }
        catch (EvalException exception)
        {
            // The exception is thrown after the gate has been set to false.
            request = request with { RunAsync = (_, _) => Task.FromException<RefusalSmokeResult?>(exception) };
        }

        _hasRun = true;
        Pump((sink, cancellationToken) => RunAsync(request, sink, cancellationToken));
    });

    private static SmokeOperation Smoke() => new(AdapterServices.Create(TimeProvider.System));

    private RefusalSmokeResult Known() => new()
    {
        DryRun = DryRun, Dataset = LiteralPath ?? "data/refusal/refusal_smoke.jsonl", Model = UseVoice ? AgentModel : Model,
        GateKey = GateKey, Backend = Backend, Voice = UseVoice,
    };

    private Func<IRunSink, CancellationToken, Task<RefusalSmokeResult?>> Plan(RefusalSmokeResult known)
    {
        if (CompatibleDryRun && !DryRun) throw EvalErrors.InvalidSetting(["The compatible dry run is a dry run: add -DryRun."]);
        const string second = "A gate is written from one smoke set; another one came down the pipeline.";
        if (_hasRun && _pulse is not null) throw EvalErrors.InvalidSetting([second]);
        string data = LiteralPath is null ? ProductData.PathOf("refusal", "refusal_smoke.jsonl") : this.Full(LiteralPath);
        GateOptions? gate = PlanRules(DryRun);
        if (DryRun) return (sink, cancellationToken) => RunDryAsync(data, known, sink, cancellationToken);
        Func<ServiceTarget, RefusalOptions> plan = PlanOptions(data, known.Dataset);
        return async (sink, token) => SmokeRules.Apply(
            await RunAsync(plan, sink, token), gate, AdapterServices.Distributions, TimeProvider.System);
    }

    /// <summary>Resolves all paths, which is possible on the pipeline thread only.</summary>
    private Func<ServiceTarget, RefusalOptions> PlanOptions(string data, string dataName)
    {
        string results = this.Full(ResultsPath);
        var selection = new CaseSelection { CaseIds = CaseId, FailedIn = this.Runs(FailedIn, results) };
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(results) : this.Full(SpeechCachePath);
        string answers = AnswerPath is null ? "" : this.Full(AnswerPath);
        string agentPrompt = AgentPromptPath is null ? ProductData.PathOf("refusal", "voice_agent.txt") : this.Full(AgentPromptPath);
        bool isAgreed = ConfirmReal || Consent.IsGiven(this) || this.IsWhatIf();
        return target => (RefusalOptions)Capped(new RefusalOptions
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
            Temperature = Temperature,
            AnswersPath = answers,
            ConfirmReal = isAgreed,
            ConfirmWord = "-ConfirmReal",
            MaximumLines = MaximumLine,
            Selection = selection,
            Trials = TrialCount,
            MaximumCases = MaximumCount,
            PollInterval = TurnLimits.Span(PollIntervalSec),
            MaximumWait = TurnLimits.Span(MaximumWaitSec),
            Organization = Organization.Length > 0 ? Organization : ServiceEnvironment.Organization,
            Project = Project.Length > 0 ? Project : ServiceEnvironment.Project,
            GateKey = GateKey,
            AllowSandbox = AllowSandbox,
            Speaks = UseVoice,
            AgentModel = AgentModel,
            AgentPromptPath = agentPrompt,
            ChunkMilliseconds = ChunkMilliseconds,
            RealTime = RealTime,
            ThrottleLimit = ThrottleLimit,
            Limits = TurnLimits.FromSeconds(TimeoutSec, TotalTimeoutSec),
            RetryLimit = TurnLimits.Span(RetryTimeoutSec),
            Seed = Seed,
            Force = Force,
            Resume = Resume,
            SkipPlots = SkipPlot,
            Summary = Summary,
        });
    }

    private async Task RunAsync(SmokeRequest request, IRunSink sink, CancellationToken cancellationToken)
    {
        IRunSink rows = AsSummary ? new FilteringSink<RefusalResult>(sink) : sink;
        RefusalSmokeResult? result = await Smoke().RunAsync(request, rows, cancellationToken);
        if (result is null) return;
        if (!result.GatePass) sink.Verbose(result.ToString());
        if (AsSummary || DryRun) await sink.EmitAsync(result, cancellationToken);
    }

    private async Task<RefusalSmokeResult?> RunDryAsync(
        string data, RefusalSmokeResult known, IRunSink sink, CancellationToken cancellationToken)
    {
        if (!await sink.ConfirmAsync(data, "Check the smoke set and write the result of a dry run", cancellationToken)) return null;
        return new DryRunOperation(TimeProvider.System, Seed)
            .Run(new DryRunOptions { DataPath = data, Known = known, Compatible = CompatibleDryRun });
    }

    private async Task<RefusalSmokeResult?> RunAsync(
        Func<ServiceTarget, RefusalOptions> plan, IRunSink sink, CancellationToken cancellationToken)
    {
        if (CompatibleDryRun) throw EvalErrors.InvalidSetting(["The compatible dry run is a dry run: add -DryRun."]);
        await using SandboxServer? sandbox = StartSandbox();
        ServiceTarget target = Backend == RefusalBackend.Replay ? ServiceTarget.Replay : ResolveTarget(sandbox);
        RefusalSmokeResult? result = await new RefusalOperation(
            AdapterServices.Create(TimeProvider.System), AdapterServices.HostedEvals(TimeProvider.System))
            .RunAsync(plan(target), sink, cancellationToken);
        foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
        return result;
    }
}
