using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>The options of a crawl run.</summary>
public sealed record CrawlOptions : SingleTurnOptions
{
    /// <summary>The data file: a table of cases.</summary>
    /// <value>the shipped data/crawl/customer_calls.csv</value>
    public override string DataPath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <inheritdoc cref="CallerSpeech.CachePath" />
    public required string SpeechCachePath { get; init; }

    /// <inheritdoc cref="CallerSpeech.Source" />
    public SpeechSource SpeechSource { get; init; }

    /// <inheritdoc cref="CallerSpeech.Model" />
    public string SpeechModel { get; init; } = "";

    /// <summary>The sample rate of pcm16 in Hz, 8000 to 48000, in both directions.</summary>
    /// <remarks>
    /// OpenAI's service and the sandbox take 24000 only and refuse every other rate before the first case. G.711 is always 8000 Hz.
    /// </remarks>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The caller's audio on the wire: pcm16, g711_ulaw or g711_alaw.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>The agent's audio on the wire: pcm16, g711_ulaw or g711_alaw.</summary>
    public AudioEncoding OutputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>Whether the product may switch to the realtime source when the speech model is missing.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>The speech settings of the caller.</summary>
    public CallerSpeech CallerSpeech => new(SpeechSource, SpeechModel, Voice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <inheritdoc />
    public override AudioFormat InputFormat => AudioFormat.OnTheWire(InputEncoding, SampleRate);

    /// <inheritdoc />
    public override AudioFormat OutputFormat => AudioFormat.OnTheWire(OutputEncoding, SampleRate);

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        return [.. base.FindProblems(), .. RateProblems("sample rate", SampleRate), .. CallerSpeech.FindProblems(Target)];
    }
}
