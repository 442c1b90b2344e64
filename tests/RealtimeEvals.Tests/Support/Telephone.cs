using RealtimeEvals.Audio;

namespace RealtimeEvals.Tests.Support;

/// <summary>Ways that sound takes on its way to a listener.</summary>
public static class Telephone
{
    /// <summary>To another rate and back to 24 kHz.</summary>
    public static short[] Through(short[] samples, int rate) => Resampler.Convert(Resampler.Convert(samples, 24_000, rate), rate, 24_000);

    /// <summary>To 8 kHz G.711 and back to linear 24 kHz.</summary>
    public static short[] Through(short[] samples, AudioEncoding encoding)
    {
        short[] narrow = Resampler.Convert(samples, 24_000, 8_000);
        return Resampler.Convert(PcmSamples.Decode(PcmSamples.Encode(narrow, encoding), encoding), 8_000, 24_000);
    }

    /// <summary>To 8 kHz, where white noise is added, and back to 24 kHz.</summary>
    public static short[] ThroughNoise(short[] samples, double signalToNoiseDb, int seed) =>
        Resampler.Convert(Signal.WithNoise(Resampler.Convert(samples, 24_000, 8_000), signalToNoiseDb, seed), 8_000, 24_000);
}
