using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>Everything that a crawl run can be told.</summary>
public sealed record CrawlOptions : SingleTurnOptions
{
    /// <inheritdoc />
    public override string DataPath { get; init; } = ProductData.PathOf("crawl", "customer_calls.csv");

    /// <summary>The folder of synthesized speech.</summary>
    public required string SpeechCachePath { get; init; }

    /// <summary>The model that makes the caller's speech.</summary>
    public string SpeechModel { get; init; } = ModelCatalog.Shipped.DefaultSpeechModel;

    /// <summary>Samples a second for PCM16 in both directions, 8000 to 48000 Hz.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>The encoding of the caller's audio on the wire.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>The encoding of the agent's audio on the wire.</summary>
    public AudioEncoding OutputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <inheritdoc />
    public override AudioFormat InputFormat => FormatOf(InputEncoding, SampleRate);

    /// <inheritdoc />
    public override AudioFormat OutputFormat => FormatOf(OutputEncoding, SampleRate);

    /// <inheritdoc />
    public override IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [.. base.FindFaults(), .. RateFaults("sample rate", SampleRate)];
        if (SpeechModel.Length == 0) faults.Add("No speech model is named.");
        if (Target.Rest is null) faults.Add("The address of the speech endpoint cannot be told from the realtime endpoint; set OPENAI_BASE_URL instead of the endpoint.");
        return faults;
    }
}
