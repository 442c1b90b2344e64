namespace RealtimeEvals.Audio.Conditions;

/// <summary>Adds other callers speaking in the background.</summary>
/// <param name="ratioDb">The signal-to-noise ratio in dB.</param>
internal sealed class Babble(double ratioDb) : IAudioEffect
{
    private const int Voices = 3;

    public float[] Apply(float[] samples, AudioScene scene)
    {
        if (scene.OtherVoices.Count == 0) return samples;
        float[] babble = new float[samples.Length];
        for (int voice = 0; voice < Voices; voice++)
        {
            short[] other = scene.OtherVoices[scene.Random.Next(scene.OtherVoices.Count)];
            int start = scene.Random.Next(Math.Max(1, other.Length));
            for (int i = 0; i < babble.Length && other.Length > 0; i++) babble[i] += other[(start + i) % other.Length];
        }

        SignalPower.AddAtRatio(samples, babble, ratioDb);
        return samples;
    }
}
