using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Everything that a crawl run can be told.</summary>
public sealed record CrawlOptions : SingleTurnOptions
{
    /// <inheritdoc />
    public override string DataPath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <summary>The folder of synthesized speech.</summary>
    public required string SpeechCachePath { get; init; }

    /// <summary>Where the caller's speech comes from.</summary>
    public SpeechSource SpeechSource { get; init; }

    /// <summary>The model that makes the caller's speech; empty for the usual one of the source.</summary>
    public string SpeechModel { get; init; } = "";

    /// <summary>Samples a second for PCM16 in both directions, 8000 to 48000 Hz.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The encoding of the caller's audio on the wire.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>The encoding of the agent's audio on the wire.</summary>
    public AudioEncoding OutputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>Whether the source is the product's to change when its model is not there.</summary>
    internal bool SpeechMayChange { get; init; }

    /// <summary>How the caller's speech is made.</summary>
    public CallerSpeech CallerSpeech => new(SpeechSource, SpeechModel, Voice, SpeechCachePath) { MayChange = SpeechMayChange };

    /// <inheritdoc />
    public override AudioFormat InputFormat => AudioFormat.OnTheWire(InputEncoding, SampleRate);

    /// <inheritdoc />
    public override AudioFormat OutputFormat => AudioFormat.OnTheWire(OutputEncoding, SampleRate);

    /// <inheritdoc />
    public override IReadOnlyList<string> FindFaults()
    {
        return [.. base.FindFaults(), .. RateFaults("sample rate", SampleRate), .. CallerSpeech.FindFaults(Target)];
    }
}
