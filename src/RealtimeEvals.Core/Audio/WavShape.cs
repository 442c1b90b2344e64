using System.Buffers.Binary;

namespace RealtimeEvals.Audio;

/// <summary>How a WAV file stores its samples.</summary>
/// <param name="Tag">The format tag; for the extensible format that of its sub-format.</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="SampleRate">The sample rate in Hz.</param>
/// <param name="BlockAlign">Bytes of one sample of all channels.</param>
/// <param name="Bits">Bits of one sample of one channel.</param>
public sealed record WavShape(int Tag, int Channels, int SampleRate, int BlockAlign, int Bits)
{
    /// <summary>The number of bytes of a fmt chunk that are read.</summary>
    public const int MostBytes = 40;

    internal const int PcmTag = 1;
    internal const int FloatTag = 3;
    internal const int ALawTag = 6;
    internal const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    internal string Describe() => FormattableString.Invariant($"format tag {Tag} with {Bits} bits");

    /// <summary>Parses a fmt chunk.</summary>
    /// <param name="chunk">The content of the chunk; its first <see cref="MostBytes"/> bytes are enough.</param>
    /// <exception cref="WavException">The chunk is too short, or the sample rate is out of range.</exception>
    public static WavShape Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16) throw new WavException(FormattableString.Invariant($"a fmt chunk of {chunk.Length} bytes"), "at least 16");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < MostBytes)
                throw new WavException(FormattableString.Invariant($"an extensible fmt chunk of {chunk.Length} bytes"), "40");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (rate is < Recording.LowestRate or > Recording.HighestRate)
            throw new WavException(FormattableString.Invariant($"a sample rate of {rate} Hz"), "1000 to 384000 Hz");
        return new WavShape(
            tag, BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]), (int)rate,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]), BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]));
    }
}
