using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.WalkAudio;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Makes telephone audio of crawl cases, clean and under conditions, with the table that Invoke-WalkReplay takes.</summary>
[Cmdlet(VerbsCommon.New, "WalkAudio", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(WalkAudioSet))]
public sealed class NewWalkAudioCommand : SessionCommand, IReleaseStep
{
    private Lazy<ServiceTarget>? _target;

    /// <inheritdoc cref="WalkAudioOptions.SourcePath" />
    /// <remarks>
    /// It is taken as it is written: brackets and asterisks are plain characters. Files of Get-ChildItem and Get-Item bind here by their
    /// property PSPath. A relative path starts at the current location.
    /// </remarks>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("SourceCsv", "PSPath", "FullName")]
    public string? LiteralPath { get; set; }

    /// <inheritdoc cref="WalkAudioOptions.OutputPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("OutputDir")]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = "walk";

    /// <inheritdoc cref="WalkAudioOptions.TablePath" />
    [Parameter]
    [Alias("OutputCsv")]
    [ValidateNotNullOrEmpty]
    public string? TablePath { get; set; }

    /// <inheritdoc cref="WalkAudioOptions.Conditions" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioConditionCompleter))]
    public string[] Condition { get; set; } = [AudioCondition.Clean];

    /// <inheritdoc cref="WalkAudioOptions.Channel" />
    [Parameter]
    public RecordingChannel Channel { get; set; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <inheritdoc cref="WalkAudioOptions.Voice" />
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string Voice { get; set; } = "alloy";

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <inheritdoc cref="WalkAudioOptions.Force" />
    [Parameter]
    [Alias("Overwrite")]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Whether speech is made by a service; recordings need none, so that the service is resolved only for cases without them.
    /// </summary>
    internal override bool Spends => _target is { IsValueCreated: true } && base.Spends;

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(this.RequireGiven);

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        Func<Lazy<ServiceTarget>, WalkAudioOptions> plan = PlanOptions();
        Pump((sink, cancellationToken) => RunAsync(plan, sink, cancellationToken));
    });

    /// <summary>Resolves all paths, which is possible on the pipeline thread only.</summary>
    private Func<Lazy<ServiceTarget>, WalkAudioOptions> PlanOptions()
    {
        string source = LiteralPath is null ? ProductData.PathOf("crawl", "customer_calls.csv") : this.Full(LiteralPath);
        string output = this.Full(OutputPath);
        string table = TablePath is null ? IOPath.Combine(output, IOPath.GetFileName(source)) : this.Full(TablePath);
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(output) : this.Full(SpeechCachePath);
        return target => new WalkAudioOptions
        {
            Target = target,
            SourcePath = source,
            OutputPath = output,
            TablePath = table,
            SpeechCachePath = cache,
            SpeechSource = SpeechSource,
            SpeechModel = SpeechModel,
            Voice = Voice,
            Conditions = Condition,
            Channel = Channel,
            Seed = Seed,
            ThrottleLimit = ThrottleLimit,
            Limits = TurnLimits.FromSeconds(TurnLimits.Default.Inactivity.TotalSeconds, TotalTimeoutSec),
            RetryLimit = TurnLimits.Span(RetryTimeoutSec),
            Force = Force,
        };
    }

    private async Task RunAsync(Func<Lazy<ServiceTarget>, WalkAudioOptions> plan, IRunSink sink, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = StartSandbox();
        var operation = new WalkAudioOperation(AdapterServices.Create(TimeProvider.System));
        _target = new Lazy<ServiceTarget>(() => ResolveTarget(sandbox));
        await operation.RunAsync(plan(_target), sink, cancellationToken);
    }
}
