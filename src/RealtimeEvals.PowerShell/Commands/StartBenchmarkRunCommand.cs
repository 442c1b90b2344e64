using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Holds interviews: a realtime voice agent asks, a text model plays the participant, and deterministic tests grade.</summary>
[Cmdlet(VerbsLifecycle.Start, "BenchmarkRun",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(InterviewResult), typeof(TurnResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class StartBenchmarkRunCommand : ConversationCommand<BenchmarkOptions>
{
    private string? _store;

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

    /// <inheritdoc cref="StoreCommand.StorePath" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    private protected override string ShippedData => ProductData.PathOf("benchmark", "pairs.csv");

    private protected override Func<ServiceTarget, BenchmarkOptions> PlanOptions(string resultsPath)
    {
        string cache = CacheOf(resultsPath);
        string prompts = PromptPath is null ? PromptFolder.Shipped : this.Full(PromptPath);
        _store = StorePath is null ? null : this.Full(StorePath);
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
        new BenchmarkOperation(AdapterServices.Create(TimeProvider.System, _store))
            .RunAsync(options, SinkFor(sink), cancellationToken);
}
