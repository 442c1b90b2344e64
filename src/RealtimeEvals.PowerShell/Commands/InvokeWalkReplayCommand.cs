using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Runs a walk evaluation: saved telephone audio is replayed exactly, and the agent's turn is graded by its tool calls.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "WalkReplay",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(WalkResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class InvokeWalkReplayCommand : SingleTurnCommand<WalkOptions>
{
    /// <summary>The sample rate of the saved audio in Hz: 8000.</summary>
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 8_000;

    /// <summary>The encoding of the saved audio.</summary>
    [Parameter]
    [ValidateSet("g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "g711_ulaw";

    /// <summary>The agent's audio on the wire.</summary>
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string OutputAudioFormat { get; set; } = "pcm16";

    /// <summary>The sample rate of the agent's pcm16 in Hz.</summary>
    [Parameter]
    [Alias("OutputSampleRateHz")]
    public int OutputSampleRate { get; set; } = 24_000;

    /// <summary>Who ends the caller's turn: the client, or the service.</summary>
    [Parameter]
    public TurnDetection TurnDetection { get; set; }

    private protected override string ShippedData => ProductData.PathOf("walk", "customer_calls.csv");

    private protected override Func<ServiceTarget, WalkOptions> PlanHarnessOptions(string resultsPath) => target => new WalkOptions
    {
        Target = target,
        ResultsPath = resultsPath,
        SampleRate = SampleRate,
        InputEncoding = AudioFormat.ParseEncoding(InputAudioFormat),
        OutputEncoding = AudioFormat.ParseEncoding(OutputAudioFormat),
        OutputSampleRate = OutputSampleRate,
        TurnDetection = TurnDetection,
    };

    private protected override Task RunAsync(WalkOptions options, IRunSink sink, CancellationToken cancellationToken) =>
        new WalkOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
}
