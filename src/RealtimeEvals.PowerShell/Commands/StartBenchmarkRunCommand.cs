using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Holds interviews: a realtime voice agent asks, a text model plays the participant, and deterministic tests grade.</summary>
[Cmdlet(VerbsLifecycle.Start, "BenchmarkRun",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(InterviewResult), typeof(TurnResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class StartBenchmarkRunCommand : RunCommand<BenchmarkOptions>
{
    /// <summary>Sets the default time limit of an interview's session.</summary>
    public StartBenchmarkRunCommand() => TotalTimeoutSec = ConversationOptions.ConversationLimits.Total.TotalSeconds;

    /// <inheritdoc cref="BenchmarkOptions.PromptPairs" />
    [Parameter(ParameterSetName = ByPath)]
    public string[] PromptPair { get; set; } = [];

    /// <inheritdoc cref="BenchmarkOptions.PromptPath" />
    [Parameter]
    [Alias("PromptsPath")]
    public string? PromptPath { get; set; }

    /// <inheritdoc cref="BenchmarkOptions.PromptValues" />
    [Parameter]
    public string[] PromptValue { get; set; } = [];

    /// <inheritdoc cref="BenchmarkOptions.EndCue" />
    [Parameter]
    public string EndCue { get; set; } = PromptFolder.DefaultEndCue;

    /// <inheritdoc cref="BenchmarkOptions.FirstLine" />
    [Parameter]
    public string FirstLine { get; set; } = BenchmarkOptions.DefaultFirstLine;

    /// <inheritdoc cref="BenchmarkOptions.MaximumTurns" />
    [Parameter]
    [Alias("MaxTurns")]
    public int MaximumTurn { get; set; } = BenchmarkOptions.DefaultTurns;

    /// <inheritdoc cref="BenchmarkOptions.TimeLimit" />
    [Parameter]
    [Alias("TimeLimit")]
    public double TimeLimitSec { get; set; } = BenchmarkOptions.DefaultTimeLimit.TotalSeconds;

    /// <inheritdoc cref="BenchmarkOptions.CostLimitUsd" />
    [Parameter]
    public decimal? CostLimitUsd { get; set; }

    /// <inheritdoc cref="BenchmarkOptions.InterviewerModel" />
    [Parameter]
    [Alias("Model")]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string InterviewerModel { get; set; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <inheritdoc cref="BenchmarkOptions.InterviewerVoice" />
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string InterviewerVoice { get; set; } = "";

    /// <inheritdoc cref="BenchmarkOptions.ParticipantModel" />
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string ParticipantModel { get; set; } = ModelCatalog.Shipped.DefaultParticipantModel;

    /// <inheritdoc cref="BenchmarkOptions.ParticipantAudio" />
    [Parameter]
    public SwitchParameter ParticipantAudio { get; set; }

    /// <inheritdoc cref="BenchmarkOptions.ParticipantVoice" />
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string ParticipantVoice { get; set; } = ConversationOptions.WrittenVoice;

    /// <inheritdoc cref="BenchmarkOptions.ParticipantCondition" />
    [Parameter]
    [ArgumentCompleter(typeof(AudioConditionCompleter))]
    public string ParticipantCondition { get; set; } = AudioCondition.Clean;

    /// <inheritdoc cref="ConversationOptions.InvalidCallerLimit" />
    [Parameter]
    public double InvalidCallerLimit { get; set; } = 0.2;

    /// <summary>Writes a TurnResult to the pipeline too, as soon as each turn ends.</summary>
    /// <remarks>The turns of an interview come before the interview, those of several interviews mixed.</remarks>
    [Parameter]
    public SwitchParameter IncludeTurn { get; set; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    private protected override string ShippedData => ProductData.PathOf("benchmark", "pairs.csv");

    private protected override Func<ServiceTarget, BenchmarkOptions> PlanOptions(string resultsPath)
    {
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(resultsPath) : this.Full(SpeechCachePath);
        string prompts = PromptPath is null ? PromptFolder.Shipped : this.Full(PromptPath);
        return target => new BenchmarkOptions
        {
            Target = target,
            ResultsPath = resultsPath,
            SpeechCachePath = cache,
            SpeechSource = SpeechSource,
            SpeechModel = SpeechModel,
            PromptPairs = PromptPair,
            PromptPath = prompts,
            PromptValues = PromptValue,
            EndCue = EndCue,
            FirstLine = FirstLine,
            MaximumTurns = MaximumTurn,
            TimeLimit = TurnLimits.Span(TimeLimitSec),
            CostLimitUsd = CostLimitUsd,
            InterviewerModel = InterviewerModel,
            InterviewerVoice = InterviewerVoice,
            ParticipantModel = ParticipantModel,
            ParticipantAudio = ParticipantAudio,
            ParticipantVoice = ParticipantVoice,
            ParticipantCondition = ParticipantCondition,
            InvalidCallerLimit = InvalidCallerLimit,
        };
    }

    private protected override Task RunAsync(BenchmarkOptions options, IRunSink sink, CancellationToken cancellationToken) =>
        new BenchmarkOperation(AdapterServices.Create(TimeProvider.System))
            .RunAsync(options, IncludeTurn ? sink : new FilteringSink<TurnResult>(sink), cancellationToken);
}
