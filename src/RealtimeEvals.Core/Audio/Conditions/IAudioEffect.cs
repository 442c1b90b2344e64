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
