using System.Management.Automation;
using System.Net;
using System.Security;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Speech;
using Fault = RealtimeEvals.Sandbox.Faults.SandboxFault;
using Secret = RealtimeEvals.Model.ApiKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Runs a crawl evaluation: each case's text is spoken to the agent, whose first turn is graded by its tool calls.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CrawlEval", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(CrawlResult), typeof(RunPlan))]
public sealed class InvokeCrawlEvalCommand : AsyncCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The data files; wildcards are resolved. Each is a run of its own. Without any, the shipped cases are run.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [Alias("DataCsv")]
    public string[]? Path { get; set; }

    /// <summary>The data files, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The folder of all runs.</summary>
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <summary>The name of the run and of its folder; else the time in UTC.</summary>
    [Parameter]
    public string RunName { get; set; } = "";

    /// <summary>The model under test.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RealtimeModelCompleter))]
    public string? Model { get; set; }

    /// <summary>The voice of both the caller and the agent.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VoiceCompleter))]
    public string Voice { get; set; } = "marin";

    /// <summary>The model that makes the caller's speech.</summary>
    [Parameter]
    [Alias("TtsModel")]
    [ArgumentCompleter(typeof(SpeechModelCompleter))]
    public string? SpeechModel { get; set; }

    /// <summary>The agent's system prompt.</summary>
    [Parameter]
    [Alias("SystemPromptFile")]
    public string? SystemPromptPath { get; set; }

    /// <summary>The agent's tools: a JSON array of functions.</summary>
    [Parameter]
    [Alias("ToolsFile")]
    public string? ToolsPath { get; set; }

    /// <summary>The length of one audio chunk in milliseconds, 1 to 1000.</summary>
    [Parameter]
    [Alias("ChunkMs")]
    public int ChunkMilliseconds { get; set; } = 20;

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

    /// <summary>Sends audio at the speed of speech.</summary>
    [Parameter]
    public SwitchParameter RealTime { get; set; }

    /// <summary>The first so many cases; 0 for all.</summary>
    [Parameter]
    [Alias("MaxExamples")]
    public int MaximumCount { get; set; }

    /// <summary>Cases at the same time, 1 to 256.</summary>
    [Parameter]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>The longest silence of the service, in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <summary>The longest time for one case's session, in seconds.</summary>
    [Parameter]
    public double TotalTimeoutSec { get; set; } = TurnLimits.Default.Total.TotalSeconds;

    /// <summary>How long a refused connection is tried again, in seconds.</summary>
    [Parameter]
    public double RetryTimeoutSec { get; set; } = 15;

    /// <summary>The folder of synthesized speech; else one in the user's local application data.</summary>
    [Parameter]
    public string? SpeechCachePath { get; set; }

    /// <summary>The seed of everything random.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>Runs against the embedded sandbox: no key, no network, no cost.</summary>
    [Parameter]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Makes the sandbox fail: kind[:value][xTimes][@case].</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string[] SandboxFault { get; set; } = [];

    /// <summary>The address of the realtime service, used as it is; a bare host gets /v1/realtime.</summary>
    [Parameter]
    public Uri? Endpoint { get; set; }

    /// <summary>The key; without it OPENAI_API_KEY counts.</summary>
    [Parameter]
    public SecureString? ApiKey { get; set; }

    /// <summary>How the key travels.</summary>
    [Parameter]
    public AuthenticationScheme AuthenticationScheme { get; set; }

    /// <summary>Replaces the run of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Finishes the run of that name: cases that passed or failed are kept, all others are run.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        CrawlPaths[] runs = [.. DataPaths().Select(ResolvePaths)];
        Pump((sink, cancellationToken) => RunAllAsync(runs, sink, cancellationToken));
    });

    /// <summary>On the pipeline thread, as everything that asks PowerShell for paths.</summary>
    private IEnumerable<string> DataPaths() => this switch
    {
        { LiteralPath: not null } => LiteralPath.Select(this.Full),
        { Path: not null } => Path.SelectMany(this.Existing),
        _ => [ProductData.PathOf("crawl", "customer_calls.csv")],
    };

    private CrawlPaths ResolvePaths(string data)
    {
        string results = this.Full(ResultsPath);
        return new CrawlPaths(
            data, results,
            SystemPromptPath is null ? ProductData.PathOf("crawl", "system_prompt.txt") : this.Full(SystemPromptPath),
            ToolsPath is null ? ProductData.PathOf("crawl", "tools.json") : this.Full(ToolsPath),
            SpeechCachePath is null ? CachedSpeech.DefaultFolder(results) : this.Full(SpeechCachePath));
    }

    private async Task RunAllAsync(CrawlPaths[] runs, IRunSink sink, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = Sandbox ? SandboxServer.Start(new SandboxOptions { Faults = [.. SandboxFault.Select(Fault.Parse)] }, TimeProvider.System) : null;
        ServiceTarget target = sandbox?.Target ?? ServiceTarget.Resolve(Endpoint?.OriginalString, ServiceEnvironment.BaseAddress, Key(), AuthenticationScheme);
        foreach (CrawlPaths run in runs)
        {
            var operation = new CrawlOperation(AdapterServices.Create(TimeProvider.System));
            await operation.RunAsync(ToOptions(run, target), sink, cancellationToken);
        }
    }

    private Secret? Key() => ApiKey is null ? ServiceEnvironment.Key : Secret.From(new NetworkCredential("", ApiKey).Password);

    private CrawlOptions ToOptions(CrawlPaths paths, ServiceTarget target) => new()
    {
        Target = target,
        DataPath = paths.Data,
        ResultsPath = paths.Results,
        SystemPromptPath = paths.SystemPrompt,
        ToolsPath = paths.Tools,
        SpeechCachePath = paths.SpeechCache,
        RunName = RunName,
        Model = Model ?? ModelCatalog.Shipped.DefaultRealtimeModel,
        Voice = Voice,
        SpeechModel = SpeechModel ?? ModelCatalog.Shipped.DefaultSpeechModel,
        ChunkMilliseconds = ChunkMilliseconds,
        SampleRate = SampleRate,
        InputEncoding = AudioFormat.ParseEncoding(InputAudioFormat),
        OutputEncoding = AudioFormat.ParseEncoding(OutputAudioFormat),
        RealTime = RealTime,
        MaximumCases = MaximumCount,
        ThrottleLimit = ThrottleLimit,
        Limits = TurnLimits.FromSeconds(TimeoutSec, TotalTimeoutSec),
        RetryLimit = TurnLimits.Span(RetryTimeoutSec),
        Seed = Seed,
        Force = Force,
        Resume = Resume,
    };

    private sealed record CrawlPaths(string Data, string Results, string SystemPrompt, string Tools, string SpeechCache);
}
