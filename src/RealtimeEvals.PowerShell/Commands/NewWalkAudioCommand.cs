using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
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

    /// <summary>The crawl cases; a column audio_path may name recordings. Without it the shipped cases are taken.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("SourceCsv", "PSPath", "FullName")]
    public string? LiteralPath { get; set; }

    /// <summary>The folder of the audio.</summary>
    [Parameter]
    [Alias("OutputDir")]
    [ValidateNotNullOrEmpty]
    public string OutputPath { get; set; } = "walk";

    /// <summary>The table that is written; else one in the folder of the audio, named like the source.</summary>
    [Parameter]
    [Alias("OutputCsv")]
    [ValidateNotNullOrEmpty]
    public string? TablePath { get; set; }

    /// <summary>What is done to the audio, once or more.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioConditionCompleter))]
    public string[] Condition { get; set; } = [AudioCondition.Clean];

    /// <summary>Which channel of every recording counts; without it the channels must be alike.</summary>
    [Parameter]
    public RecordingChannel Channel { get; set; }

    /// <summary>Where the caller's speech comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>The model that makes the caller's speech; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The caller's voice.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string Voice { get; set; } = "alloy";

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <summary>Makes everything anew.</summary>
    [Parameter]
    [Alias("Overwrite")]
    public SwitchParameter Force { get; set; }

    /// <summary>Recordings need no service; it is resolved only where words must be spoken.</summary>
    internal override bool Spends => _target is { IsValueCreated: true } && base.Spends;

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        Func<Lazy<ServiceTarget>, WalkAudioOptions> plan = PlanOptions();
        Pump((sink, cancellationToken) => RunAsync(plan, sink, cancellationToken));
    });

    /// <summary>Resolves all paths, which only the pipeline thread may do.</summary>
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
