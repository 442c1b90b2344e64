using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Holds simulated conversations: one realtime model calls another, tools are mocked, a judge grades.</summary>
[Cmdlet(VerbsLifecycle.Start, "SimulatedConversation",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ConversationResult), typeof(TurnResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class StartSimulatedConversationCommand : ConversationCommand<SimulationOptions>
{
    /// <inheritdoc cref="SimulationOverrides.AgentModel" />
    [Parameter]
    [Alias("Model")]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string AssistantModel { get; set; } = "";

    /// <inheritdoc cref="SimulationOverrides.CallerModel" />
    [Parameter]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string SimulatorModel { get; set; } = "";

    /// <inheritdoc cref="SimulationOverrides.SystemPromptPath" />
    [Parameter]
    [Alias("SystemPromptFile", "AssistantSystemPromptFile")]
    public string? SystemPromptPath { get; set; }

    /// <inheritdoc cref="SimulationOverrides.ToolsPath" />
    [Parameter]
    [Alias("ToolsFile", "AssistantToolsFile")]
    public string? ToolsPath { get; set; }

    /// <inheritdoc cref="SimulationOverrides.CallerPrompt" />
    [Parameter]
    public string SimulatorSystemPrompt { get; set; } = "";

    /// <inheritdoc cref="SimulationOverrides.MaximumTurns" />
    [Parameter]
    [Alias("MaxTurns")]
    public int MaximumTurn { get; set; }

    /// <inheritdoc cref="SimulationOptions.ToolRoundLimit" />
    [Parameter]
    public int ToolRoundLimit { get; set; } = 8;

    /// <inheritdoc cref="SimulationOptions.JudgeModel" />
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string JudgeModel { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <inheritdoc cref="SimulationOptions.JudgeSamples" />
    [Parameter]
    [Alias("JudgeSamples")]
    public int JudgeSampleCount { get; set; } = 1;

    /// <inheritdoc cref="SimulationOptions.SkipJudge" />
    /// <remarks>Measure-EvalRun -Judge has it judged.</remarks>
    [Parameter]
    public SwitchParameter SkipJudge { get; set; }

    /// <inheritdoc cref="SimulationOptions.TranscriptionModel" />
    [Parameter]
    [ArgumentCompleter(typeof(TranscriptionModelCompleter))]
    public string TranscriptionModel { get; set; } = ModelCatalog.Shipped.DefaultTranscriptionModel;

    /// <inheritdoc cref="SimulationOverrides.SampleRate" />
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 24_000;

    /// <inheritdoc cref="SimulationOverrides.InputEncoding" />
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "pcm16";

    /// <inheritdoc cref="SimulationOverrides.OutputEncoding" />
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string OutputAudioFormat { get; set; } = "pcm16";

    private protected override string ShippedData => ProductData.PathOf("run", "simulations.csv");

    private protected override Func<ServiceTarget, SimulationOptions> PlanOptions(string resultsPath)
    {
        string cache = CacheOf(resultsPath);
        var overrides = new SimulationOverrides
        {
            AgentModel = AssistantModel,
            CallerModel = SimulatorModel,
            SystemPromptPath = SystemPromptPath is null ? "" : this.Full(SystemPromptPath),
            ToolsPath = ToolsPath is null ? "" : this.Full(ToolsPath),
            CallerPrompt = SimulatorSystemPrompt,
            MaximumTurns = MaximumTurn,
            InputEncoding = AudioFormat.ParseEncoding(InputAudioFormat),
            OutputEncoding = AudioFormat.ParseEncoding(OutputAudioFormat),
            SampleRate = SampleRate,
            ChunkMilliseconds = ChunkMilliseconds,
            RealTime = RealTime,
        };
        return target => new SimulationOptions
        {
            Target = target,
            ResultsPath = resultsPath,
            SpeechCachePath = cache,
            SpeechSource = SpeechSource,
            SpeechModel = SpeechModel,
            Overrides = overrides,
            JudgeModel = JudgeModel,
            JudgeSamples = JudgeSampleCount,
            SkipJudge = SkipJudge,
            TranscriptionModel = TranscriptionModel,
            ToolRoundLimit = ToolRoundLimit,
            InvalidCallerLimit = InvalidCallerLimit,
        };
    }

    private protected override Task RunAsync(SimulationOptions options, IRunSink sink, CancellationToken cancellationToken) =>
        new SimulationOperation(AdapterServices.Create(TimeProvider.System))
            .RunAsync(options, SinkFor(sink), cancellationToken);
}
