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
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Holds simulated conversations: one realtime model calls another, tools are mocked, a judge grades.</summary>
[Cmdlet(VerbsLifecycle.Start, "SimulatedConversation",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ConversationResult), typeof(TurnResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class StartSimulatedConversationCommand : RunCommand<SimulationOptions>
{
    /// <summary>Sets the usual limit of a conversation.</summary>
    public StartSimulatedConversationCommand() => TotalTimeoutSec = SimulationOptions.ConversationLimits.Total.TotalSeconds;

    /// <summary>The model under test; else that of the simulation.</summary>
    [Parameter]
    [Alias("Model")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string AssistantModel { get; set; } = "";

    /// <summary>The model that plays the caller; else that of the simulation.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string SimulatorModel { get; set; } = "";

    /// <summary>The agent's system prompt; else that of the simulation.</summary>
    [Parameter]
    [Alias("SystemPromptFile", "AssistantSystemPromptFile")]
    public string? SystemPromptPath { get; set; }

    /// <summary>The agent's tools; else those of the simulation.</summary>
    [Parameter]
    [Alias("ToolsFile", "AssistantToolsFile")]
    public string? ToolsPath { get; set; }

    /// <summary>The caller's instructions as text; else those of the simulation.</summary>
    [Parameter]
    [ValidateNotNull]
    public string SimulatorSystemPrompt { get; set; } = "";

    /// <summary>Turns after which a conversation is over; 0 for what index and simulation say.</summary>
    [Parameter]
    [Alias("MaxTurns")]
    public int MaximumTurn { get; set; }

    /// <summary>How often each conversation is held; 0 for what the simulation says.</summary>
    [Parameter]
    [Alias("Trials")]
    public int TrialCount { get; set; }

    /// <summary>Rounds of tool calls after which a turn is over.</summary>
    [Parameter]
    public int ToolRoundLimit { get; set; } = 8;

    /// <summary>The share of conversations with an invalid caller, 0 to 1, above which the run is inconclusive.</summary>
    [Parameter]
    public double InvalidCallerLimit { get; set; } = 0.2;

    /// <summary>The judge's model where a grader names none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    [ValidateNotNull]
    public string JudgeModel { get; set; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>How often the judge is asked for each grade, an odd number; the majority counts.</summary>
    [Parameter]
    [Alias("JudgeSamples")]
    public int JudgeSampleCount { get; set; } = 1;

    /// <summary>Leaves the judging for later: Measure-EvalRun -Judge.</summary>
    [Parameter]
    public SwitchParameter SkipJudge { get; set; }

    /// <summary>The model that writes down sound for graders that listen.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TranscriptionModelCompleter))]
    [ValidateNotNull]
    public string TranscriptionModel { get; set; } = ModelCatalog.Shipped.DefaultTranscriptionModel;

    /// <summary>Emits each turn too, as soon as it ends.</summary>
    [Parameter]
    public SwitchParameter IncludeTurn { get; set; }

    /// <summary>Where the speech of written callers comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>The model that makes the speech of written callers; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <summary>The sample rate of pcm16 in Hz where the simulation names none.</summary>
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 24_000;

    /// <summary>The caller's audio on the wire where the simulation names none.</summary>
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "pcm16";

    /// <summary>The agent's audio on the wire where the simulation names none.</summary>
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string OutputAudioFormat { get; set; } = "pcm16";

    private protected override string ShippedData => ProductData.PathOf("run", "simulations.csv");

    private protected override Func<ServiceTarget, SimulationOptions> PlanOptions(string resultsPath)
    {
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(resultsPath) : this.Full(SpeechCachePath);
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
            Trials = TrialCount,
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
            .RunAsync(options, IncludeTurn ? sink : new Without<TurnResult>(sink), cancellationToken);
}
