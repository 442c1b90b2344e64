using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Everything that a crawl run can be told. Paths are absolute: the front doors resolve them.</summary>
public sealed record CrawlOptions
{
    /// <summary>The service under test.</summary>
    public required ServiceTarget Target { get; init; }

    /// <summary>The folder of all runs.</summary>
    public required string ResultsPath { get; init; }

    /// <summary>The folder of synthesized speech.</summary>
    public required string SpeechCachePath { get; init; }

    /// <summary>The cases.</summary>
    public string DataPath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <summary>The agent's system prompt.</summary>
    public string SystemPromptPath { get; init; } = ProductData.PathOf("crawl", "system_prompt.txt");

    /// <summary>The agent's tools.</summary>
    public string ToolsPath { get; init; } = ProductData.PathOf("crawl", "tools.json");

    /// <summary>The name of the run and of its folder; empty for the time in UTC.</summary>
    public string RunName { get; init; } = "";

    /// <summary>The model under test.</summary>
    public string Model { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>The voice of both the caller and the agent.</summary>
    public string Voice { get; init; } = "marin";

    /// <summary>The model that makes the caller's speech.</summary>
    public string SpeechModel { get; init; } = ModelCatalog.Shipped.DefaultSpeechModel;

    /// <summary>The length of one audio chunk in milliseconds, 1 to 1000.</summary>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Samples a second for PCM16 in both directions, 8000 to 48000 Hz. G.711 is always 8000 Hz.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The caller's audio on the wire.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>The agent's audio on the wire.</summary>
    public AudioEncoding OutputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>Whether audio is sent at the speed of speech.</summary>
    public bool RealTime { get; init; }

    /// <summary>The first so many cases; 0 for all.</summary>
    public int MaximumCases { get; init; }

    /// <summary>Cases at the same time, 1 to 256.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long a turn may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <summary>How long a refused connection is tried again.</summary>
    public TimeSpan RetryLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The seed of everything random, which is the variation of waits.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether an existing run of that name is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether an existing run of that name is finished: cases that passed or failed are kept, all others are run.</summary>
    public bool Resume { get; init; }

    /// <summary>The caller's audio on the wire.</summary>
    public AudioFormat InputFormat => FormatOf(InputEncoding);

    /// <summary>The agent's audio on the wire.</summary>
    public AudioFormat OutputFormat => FormatOf(OutputEncoding);

    /// <summary>One sentence for each setting that is out of range or does not fit another.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        if (ChunkMilliseconds is < 1 or > 1000) faults.Add(FormattableString.Invariant($"The chunk length is {ChunkMilliseconds} ms; it must be 1 to 1000."));
        if (SampleRate is < 8_000 or > 48_000) faults.Add(FormattableString.Invariant($"The sample rate is {SampleRate} Hz; it must be 8000 to 48000."));
        if (MaximumCases < 0) faults.Add(FormattableString.Invariant($"The maximum number of cases is {MaximumCases}; it must be 0 (all) or more."));
        if (ThrottleLimit is < 1 or > 256) faults.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        if (Limits.Inactivity <= TimeSpan.Zero || Limits.Total <= TimeSpan.Zero) faults.Add("A time limit must be above zero and at most a day.");
        if (RetryLimit < TimeSpan.Zero) faults.Add("The retry limit must be between zero and a day.");
        if (RunName.Length > 0 && !SafeFileName.IsSafe(RunName)) faults.Add($"The run name '{RunName}' cannot be a folder name; it must be {SafeFileName.Rule}.");
        if (Model.Length == 0) faults.Add("No model is named.");
        if (SpeechModel.Length == 0) faults.Add("No speech model is named.");
        if (Force && Resume) faults.Add("A run is either replaced or resumed, not both.");
        if (Resume && RunName.Length == 0) faults.Add("To resume a run, name it.");
        if (Target.Rest is null) faults.Add("The address of the speech endpoint cannot be told from the realtime endpoint; set OPENAI_BASE_URL instead of the endpoint.");
        return faults;
    }

    private AudioFormat FormatOf(AudioEncoding encoding) => new(encoding, encoding == AudioEncoding.Pcm16 ? SampleRate : 8_000);
}
