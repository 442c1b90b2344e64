namespace RealtimeEvals.Audio.Conditions;

/// <summary>An effect on speech during transmission. The same input and seed always give the same output.</summary>
internal interface IAudioEffect
{
    /// <summary>Applies the effect.</summary>
    /// <param name="samples">Linear samples, full scale 32768; the effect may change them in place.</param>
    /// <param name="scene">The sample rate, the random source and the other voices.</param>
    /// <returns>The samples after the effect; their number may differ.</returns>
    float[] Apply(float[] samples, AudioScene scene);
}

/// <summary>What effects need besides the speech itself.</summary>
/// <param name="SampleRate">The sample rate in Hz.</param>
/// <param name="Random">The random source, created from a recorded seed.</param>
/// <param name="OtherVoices">Speech of other callers at the same rate, for babble.</param>
public sealed record AudioScene(int SampleRate, Random Random, IReadOnlyList<short[]> OtherVoices);

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
