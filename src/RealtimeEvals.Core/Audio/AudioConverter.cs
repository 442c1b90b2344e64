namespace RealtimeEvals.Audio;

/// <summary>Converts audio from one format to another: decode, resample, encode.</summary>
public static class AudioConverter
{
    /// <summary>Converts <paramref name="data"/>; returns it unchanged when the formats are equal.</summary>
    public static ReadOnlyMemory<byte> Convert(ReadOnlyMemory<byte> data, AudioFormat from, AudioFormat to)
    {
        if (from == to) return data;
        short[] samples = PcmSamples.Decode(data.Span, from.Encoding);
        short[] resampled = Resampler.Convert(samples, from.SampleRate, to.SampleRate);
        return PcmSamples.Encode(resampled, to.Encoding);
    }
}
