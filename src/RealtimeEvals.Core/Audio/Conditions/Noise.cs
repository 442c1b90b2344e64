namespace RealtimeEvals.Audio.Conditions;

/// <summary>Adds steady noise.</summary>
/// <param name="ratioDb">The signal-to-noise ratio in dB.</param>
/// <param name="isPink">Whether the power falls by 3 dB per octave; otherwise the noise is white.</param>
internal sealed class Noise(double ratioDb, bool isPink) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        float[] noise = new float[samples.Length];
        for (int i = 0; i < noise.Length; i++) noise[i] = Gaussian(scene.Random);
        if (isPink) MakePink(noise);
        SignalPower.AddAtRatio(samples, noise, ratioDb);
        return samples;
    }

    /// <summary>Returns a standard normal deviate, after Box and Muller (1958).</summary>
    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>Makes noise pink by Paul Kellet's economy filter (1999): its sum falls by 3 dB per octave within 0.5 dB.</summary>
    private static void MakePink(float[] noise)
    {
        double low = 0;
        double middle = 0;
        double high = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            double white = noise[i];
            low = 0.99765 * low + white * 0.0990460;
            middle = 0.96300 * middle + white * 0.2965164;
            high = 0.57000 * high + white * 1.0526913;
            noise[i] = (float)(low + middle + high + white * 0.1848);
        }
    }
}
