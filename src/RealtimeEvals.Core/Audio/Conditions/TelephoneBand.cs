namespace RealtimeEvals.Audio.Conditions;

/// <summary>Limits speech to the telephone band, 300 to 3400 Hz, with a linear-phase filter of 60 dB.</summary>
internal sealed class TelephoneBand : IAudioEffect
{
    private const double LowHertz = 300;
    private const double HighHertz = 3_400;
    private const double TransitionHertz = 150;
    private const double AttenuationDb = 60;

    public float[] Apply(float[] samples, AudioScene scene)
    {
        double rate = scene.SampleRate;
        int length = KaiserWindow.Length(AttenuationDb, TransitionHertz / rate);
        int middle = length / 2;
        double[] taps = [.. Enumerable.Range(-middle, length).Select(offset =>
            KaiserWindow.LowPassTap(offset, middle + 0.5, HighHertz / rate, AttenuationDb)
            - KaiserWindow.LowPassTap(offset, middle + 0.5, LowHertz / rate, AttenuationDb))];
        float[] output = new float[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            int from = Math.Max(0, i + middle - samples.Length + 1);
            int to = Math.Min(length - 1, i + middle);
            for (int k = from; k <= to; k++) sum += taps[k] * samples[i + middle - k];
            output[i] = (float)sum;
        }

        return output;
    }
}
