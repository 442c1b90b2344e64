namespace RealtimeEvals.Audio.Conditions;

/// <summary>Clips peaks, as an overdriven line does.</summary>
/// <param name="decibel">How far the limit is below the loudest sample, in dB.</param>
internal sealed class Clipping(double decibel) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        float peak = samples.Length == 0 ? 0 : samples.Max(Math.Abs);
        float limit = peak * SignalPower.Factor(-decibel);
        for (int i = 0; i < samples.Length; i++) samples[i] = Math.Clamp(samples[i], -limit, limit);
        return samples;
    }
}
