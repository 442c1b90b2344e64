using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
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

    /// <inheritdoc cref="CrawlOptions.SampleRate" />
    [Parameter]
    [Alias("SampleRateHz")]
    public int SampleRate { get; set; } = 24_000;

    /// <inheritdoc cref="CrawlOptions.InputEncoding" />
    [Parameter]
    [ValidateSet("pcm16", "g711_ulaw", "g711_alaw")]
    public string InputAudioFormat { get; set; } = "pcm16";

    /// <inheritdoc cref="CrawlOptions.OutputEncoding" />
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
