namespace RealtimeEvals.Audio.Conditions;

/// <summary>Changes the level.</summary>
/// <param name="decibel">The change in dB; negative is softer.</param>
internal sealed class Gain(double decibel) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        float factor = SignalPower.Factor(decibel);
        for (int i = 0; i < samples.Length; i++) samples[i] *= factor;
        return samples;
    }
}
