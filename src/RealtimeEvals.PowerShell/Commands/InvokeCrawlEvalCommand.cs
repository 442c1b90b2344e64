using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Speech;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Runs a crawl evaluation: each case's text is spoken to the agent, whose first turn is graded by its tool calls.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CrawlEval",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByPath)]
[OutputType(typeof(CrawlResult), typeof(RunPlan), typeof(EvalRunSummary))]
public sealed class InvokeCrawlEvalCommand : SingleTurnCommand<CrawlOptions>
{
    /// <summary>Where the caller's speech comes from.</summary>
    [Parameter]
    public SpeechSource SpeechSource { get; set; }

    /// <summary>The model that makes the caller's speech; else the usual one of the source.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string SpeechModel { get; set; } = "";

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    [Alias("SpeechCache")]
    public string? SpeechCachePath { get; set; }

    /// <summary>The sample rate of pcm16 in Hz; G.711 is always 8000.</summary>
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 24_000;

    /// <summary>The caller's audio on the wire.</summary>
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "pcm16";

    /// <summary>The agent's audio on the wire.</summary>
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string OutputAudioFormat { get; set; } = "pcm16";

    private protected override string ShippedData => ProductData.PathOf("crawl", "customer_calls.csv");

    private protected override Func<ServiceTarget, CrawlOptions> PlanHarnessOptions(string resultsPath)
    {
        string cache = SpeechCachePath is null ? CachedSpeech.DefaultFolder(resultsPath) : this.Full(SpeechCachePath);
        return target => new CrawlOptions
        {
            Target = target,
            ResultsPath = resultsPath,
            SpeechCachePath = cache,
            SpeechSource = SpeechSource,
            SpeechModel = SpeechModel,
            SampleRate = SampleRate,
            InputEncoding = AudioFormat.ParseEncoding(InputAudioFormat),
            OutputEncoding = AudioFormat.ParseEncoding(OutputAudioFormat),
        };
    }

    private protected override Task RunAsync(CrawlOptions options, IRunSink sink, CancellationToken cancellationToken) =>
        new CrawlOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
}
