namespace RealtimeEvals.Audio.Conditions;

/// <summary>Adds silence before and after the speech.</summary>
/// <param name="leadMilliseconds">The silence before the speech.</param>
/// <param name="trailMilliseconds">The silence after the speech.</param>
internal sealed class AddedSilence(double leadMilliseconds, double trailMilliseconds) : IAudioEffect
{
    public float[] Apply(float[] samples, AudioScene scene)
    {
        int lead = (int)(scene.SampleRate * leadMilliseconds / 1000);
        int trail = (int)(scene.SampleRate * trailMilliseconds / 1000);
        float[] output = new float[lead + samples.Length + trail];
        samples.CopyTo(output, lead);
        return output;
    }
}
