namespace RealtimeEvals.Audio.Conditions;

/// <summary>Adds one delayed copy of the voice.</summary>
/// <param name="delayMilliseconds">The delay of the copy.</param>
/// <param name="gain">The amplitude of the copy, 0 to 1.</param>
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
