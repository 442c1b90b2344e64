using System.Buffers.Binary;

namespace RealtimeEvals.Audio;

/// <summary>Speech from a recording of the user's own.</summary>
/// <param name="Samples">Linear samples; several channels are averaged.</param>
/// <param name="SampleRate">Samples a second, in Hz.</param>
public sealed record Recording(short[] Samples, int SampleRate)
{
    /// <summary>Reads a WAV file of any rate, of 8 to 32 bits linear, of 32 or 64 bits floating point, or of G.711.</summary>
    /// <exception cref="WavException">The bytes are not such a file.</exception>
    public static Recording Read(ReadOnlyMemory<byte> file)
    {
        WavContent wav = WavContent.Read(file);
        int width = wav.Bits / 8;
        if (wav.Channels is < 1 or > 32 || width < 1 || wav.BlockAlign != width * wav.Channels)
            throw new WavException(FormattableString.Invariant($"{wav.Channels} channels of {wav.Bits} bits in blocks of {wav.BlockAlign} bytes"), "a consistent fmt chunk");
        wav.RequireWholeSamples();
        Func<ReadOnlyMemory<byte>, double> read = (wav.Tag, wav.Bits) switch
        {
            (WavContent.PcmTag, 8) => static sample => (sample.Span[0] - 128) * 256.0,
            (WavContent.PcmTag, 16) => static sample => BinaryPrimitives.ReadInt16LittleEndian(sample.Span),
            (WavContent.PcmTag, 24) => static sample => (sample.Span[0] | sample.Span[1] << 8 | (sbyte)sample.Span[2] << 16) / 256.0,
            (WavContent.PcmTag, 32) => static sample => BinaryPrimitives.ReadInt32LittleEndian(sample.Span) / 65_536.0,
            (WavContent.FloatTag, 32) => static sample => BinaryPrimitives.ReadSingleLittleEndian(sample.Span) * 32_768.0,
            (WavContent.FloatTag, 64) => static sample => BinaryPrimitives.ReadDoubleLittleEndian(sample.Span) * 32_768.0,
            (WavContent.MuLawTag, 8) => static sample => G711.DecodeMuLaw(sample.Span[0]),
            (WavContent.ALawTag, 8) => static sample => G711.DecodeALaw(sample.Span[0]),
            _ => throw new WavException(FormattableString.Invariant($"format tag {wav.Tag} with {wav.Bits} bits"), "linear PCM, floating point or G.711"),
        };
        short[] samples = new short[wav.Data.Length / wav.BlockAlign];
        for (int i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            for (int channel = 0; channel < wav.Channels; channel++) sum += read(wav.Data.Slice(i * wav.BlockAlign + channel * width, width));
            double mean = sum / wav.Channels;
            samples[i] = double.IsNaN(mean) ? throw new WavException("a sample that is not a number", "numbers") : (short)Math.Clamp(Math.Round(mean), short.MinValue, short.MaxValue);
        }

        return new Recording(samples, wav.SampleRate);
    }
}
