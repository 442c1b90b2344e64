namespace RealtimeEvals.Audio.Conditions;

/// <summary>Measures the power of speech and noise, and mixes them at a given ratio.</summary>
internal static class SignalPower
{
    /// <summary>Samples up to this value count as silent: -50 dB of full scale.</summary>
    private const float AudiblePeak = 104;

    /// <summary>Returns the mean square from the first to the last audible sample; zero when all is silent.</summary>
    public static double OfSpeech(ReadOnlySpan<float> samples)
    {
        int first = 0;
        while (first < samples.Length && Math.Abs(samples[first]) <= AudiblePeak) first++;
        int last = samples.Length - 1;
        while (last > first && Math.Abs(samples[last]) <= AudiblePeak) last--;
        return first >= samples.Length ? 0 : MeanSquare(samples[first..(last + 1)]);
    }

    /// <summary>Returns the mean square of all samples; zero when there are none.</summary>
    public static double MeanSquare(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples) sum += (double)sample * sample;
        return samples.Length == 0 ? 0 : sum / samples.Length;
    }

    /// <summary>Converts a level in dB to an amplitude factor.</summary>
    public static float Factor(double decibel) => (float)Math.Pow(10, decibel / 20);

    /// <summary>Adds noise at a signal-to-noise ratio; the power of the speech is that between its first and last audible sample.</summary>
    internal static void AddAtRatio(float[] speech, float[] noise, double ratioDb)
    {
        double power = MeanSquare(noise);
        if (power == 0) return;
        float gain = (float)Math.Sqrt(OfSpeech(speech) / power) * Factor(-ratioDb);
        for (int i = 0; i < speech.Length; i++) speech[i] += gain * noise[i];
    }
}
