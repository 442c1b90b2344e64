using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
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
    /// <inheritdoc cref="WalkOptions.SampleRate" />
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 8_000;

    /// <inheritdoc cref="WalkOptions.InputEncoding" />
    [Parameter]
    [ValidateSet("g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "g711_ulaw";

    /// <inheritdoc cref="WalkOptions.OutputEncoding" />
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string OutputAudioFormat { get; set; } = "pcm16";

    /// <inheritdoc cref="WalkOptions.OutputSampleRate" />
    [Parameter]
    [Alias("OutputSampleRateHz")]
    public int OutputSampleRate { get; set; } = 24_000;

    /// <inheritdoc cref="SingleTurnOptions.TurnDetection" />
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
