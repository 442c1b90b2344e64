namespace RealtimeEvals.Audio.Conditions;

/// <summary>Louder or softer.</summary>
/// <param name="decibel">By how much; below zero is softer.</param>
internal sealed class Gain(double decibel) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        float factor = SignalPower.Factor(decibel);
        for (int i = 0; i < samples.Length; i++) samples[i] *= factor;
        return samples;
    }
}
