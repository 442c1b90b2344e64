using RealtimeEvals.Audio.Conditions;

namespace RealtimeEvals.Tests.Support;

/// <summary>Applies conditions to telephone speech at 8 kHz.</summary>
public static class Scene
{
    public const int SampleRate = 8_000;

    /// <summary>Other callers, two of them.</summary>
    public static IReadOnlyList<short[]> Voices { get; } =
        [Signal.Tone(440, SampleRate, 4_001), Signal.Tone(620, SampleRate, 6_007, amplitude: 5_000)];

    /// <summary>What arrives.</summary>
    public static short[] Apply(string condition, short[] speech, int seed = 1, IReadOnlyList<short[]>? voices = null) =>
        AudioCondition.Parse(condition).Apply(speech, new AudioScene(SampleRate, new Random(seed), voices ?? Voices));

    /// <summary>What was added to the speech, sample by sample.</summary>
    public static short[] Added(short[] speech, short[] heard) => [.. speech.Zip(heard, (before, after) => (short)(after - before))];

    /// <summary>The ratio of the powers of speech and of what was added to it, in dB.</summary>
    public static double Ratio(short[] speech, short[] heard) => 10 * Math.Log10(Signal.Power(speech) / Signal.Power(Added(speech, heard)));
}
