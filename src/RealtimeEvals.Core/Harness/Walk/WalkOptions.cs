using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;

namespace RealtimeEvals.Harness.Walk;

/// <summary>The options of a walk run.</summary>
public sealed record WalkOptions : SingleTurnOptions
{
    /// <summary>The data file: a table of cases with a column audio_path.</summary>
    /// <value>the shipped data/walk/customer_calls.csv</value>
    public override string DataPath { get; init; } = ProductData.PathOf("walk", "customer_calls.csv");

    /// <summary>The encoding of the saved audio, which is sent as it is: g711_ulaw or g711_alaw.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.MuLaw;

    /// <summary>The sample rate of the saved audio in Hz.</summary>
    /// <remarks>Telephone audio has 8000 and nothing else is taken; the rate can be named for scripts that name it.</remarks>
    public int SampleRate { get; init; } = 8_000;

    /// <summary>The agent's audio on the wire: pcm16, g711_ulaw or g711_alaw.</summary>
    public AudioEncoding OutputEncoding { get; init; } = AudioEncoding.Pcm16;

    /// <summary>The sample rate of the agent's pcm16 in Hz, 8000 to 48000.</summary>
    /// <remarks>OpenAI's service and the sandbox take 24000 only. G.711 is always 8000 Hz.</remarks>
    public int OutputSampleRate { get; init; } = 24_000;

    /// <inheritdoc />
    public override AudioFormat InputFormat => new(InputEncoding, SampleRate);

    /// <inheritdoc />
    public override AudioFormat OutputFormat => AudioFormat.OnTheWire(OutputEncoding, OutputSampleRate);

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [.. base.FindProblems(), .. RateProblems("output sample rate", OutputSampleRate)];
        if (InputEncoding == AudioEncoding.Pcm16)
        {
            problems.Add("Walk replays telephone audio: the input audio format must be g711_ulaw or g711_alaw.");
        }

        if (SampleRate != 8_000)
        {
            problems.Add(FormattableString.Invariant($"The sample rate is {SampleRate} Hz; telephone audio has 8000."));
        }

        return problems;
    }
}
