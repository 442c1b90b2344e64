namespace RealtimeEvals.Audio.Conditions;

/// <summary>Something that happens to speech on its way. The same input and seed always give the same output.</summary>
internal interface IAudioEffect
{
    /// <summary>Applies the effect.</summary>
    /// <param name="samples">Linear samples, full scale 32768; the effect may change them in place.</param>
    /// <param name="scene">What else there is.</param>
    /// <returns>The samples that arrive; their number may differ.</returns>
    float[] Apply(float[] samples, AudioScene scene);
}
