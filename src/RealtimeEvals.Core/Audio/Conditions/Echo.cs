namespace RealtimeEvals.Audio.Conditions;

/// <summary>The voice once more, later and softer.</summary>
/// <param name="delayMilliseconds">How much later.</param>
/// <param name="gain">How loud, 0 to 1.</param>
internal sealed class Echo(double delayMilliseconds, double gain) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        int delay = (int)(scene.SampleRate * delayMilliseconds / 1000);
        float[] output = new float[samples.Length + delay];
        samples.CopyTo(output, 0);
        for (int i = 0; i < samples.Length; i++) output[i + delay] += (float)gain * samples[i];
        return output;
    }
}
