namespace RealtimeEvals.Tests.Support;

/// <summary>Signals to send through audio code, and what to measure of them.</summary>
public static class Signal
{
    /// <summary>A sine tone.</summary>
    public static short[] Tone(double hertz, int sampleRate, int samples, double amplitude = 12_000) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hertz * i / sampleRate)))];

    /// <summary>A tone whose frequency rises steadily.</summary>
    public static short[] Sweep(double from, double to, int sampleRate, int samples, double amplitude) =>
        [.. Enumerable.Range(0, samples).Select(i => (double)i / sampleRate).Select(seconds =>
            (short)Math.Round(
                amplitude * Math.Sin(2 * Math.PI * seconds * (from + (to - from) * seconds * sampleRate / (2.0 * samples)))))];

    /// <summary>Samples of every value, the same ones in every run.</summary>
    public static short[] Noise(int samples, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
    }

    /// <summary>Normally distributed noise of a given power, added and clipped.</summary>
    public static short[] WithNoise(ReadOnlySpan<short> samples, double signalToNoiseDb, int seed)
    {
        var random = new Random(seed);
        double deviation = Math.Sqrt(Power(samples) / Math.Pow(10, signalToNoiseDb / 10));
        short[] noisy = new short[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            noisy[i] = (short)Math.Clamp(Math.Round(samples[i] + deviation * normal), short.MinValue, short.MaxValue);
        }

        return noisy;
    }

    /// <summary>Mean square.</summary>
    public static double Power(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (short sample in samples) sum += (double)sample * sample;
        return sum / samples.Length;
    }

    /// <summary>The amplitude of one frequency, by projection on a complex tone under a Hann window.</summary>
    public static double AmplitudeAt(ReadOnlySpan<short> samples, double hertz, int sampleRate)
    {
        double real = 0, imaginary = 0, weights = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / samples.Length);
            double angle = 2 * Math.PI * hertz * i / sampleRate;
            real += window * samples[i] * Math.Cos(angle);
            imaginary += window * samples[i] * Math.Sin(angle);
            weights += window;
        }

        return 2 * Math.Sqrt(real * real + imaginary * imaginary) / weights;
    }
}
