using System.Buffers.Binary;

namespace RealtimeEvals.Audio;

/// <summary>
/// Reads mono PCM16 and G.711 WAV files, with chunks in any order and the extensible format. A header that promises more than
/// the file holds is refused, so a half-written file is never taken for a short one.
/// </summary>
public static class WavReader
{
    private const int PcmTag = 1;
    private const int ALawTag = 6;
    private const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>Reads a whole file from memory. The samples are a view of <paramref name="file"/>, not a copy.</summary>
    /// <exception cref="WavException">The bytes are not such a file; the message says what was found and what was expected.</exception>
    public static WavAudio Read(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new WavException("no RIFF/WAVE header", "a WAV file");

        // A size that leaves bytes over is harmless; one that reaches past the end is a truncated file.
        long riffEnd = 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (riffEnd > bytes.Length)
            throw new WavException(FormattableString.Invariant($"the header promises {riffEnd} bytes and the file has {bytes.Length}"), "a file that is complete");

        AudioFormat? format = null;
        ReadOnlyMemory<byte>? data = null;
        for (long at = 12; at + 8 <= riffEnd;)
        {
            ReadOnlySpan<byte> id = bytes.Slice((int)at, 4);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            long start = at + 8;
            if (start + size > riffEnd)
                throw new WavException(FormattableString.Invariant($"the chunk at byte {at} promises {size} bytes and {riffEnd - start} are left"), "chunks inside the file");
            if (id.SequenceEqual("fmt "u8)) format = ReadFormat(bytes.Slice((int)start, (int)size));
            else if (id.SequenceEqual("data"u8)) data ??= file.Slice((int)start, (int)size);
            at = start + size + (size & 1);
        }

        if (format is not AudioFormat known) throw new WavException("no fmt chunk", "a fmt chunk");
        if (data is not ReadOnlyMemory<byte> samples) throw new WavException("no data chunk", "a data chunk");
        if (samples.Length % known.BytesPerSample != 0) throw new WavException("half a sample at the end", "whole samples");
        return new WavAudio(known, samples);
    }

    private static AudioFormat ReadFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16) throw new WavException(FormattableString.Invariant($"a fmt chunk of {chunk.Length} bytes"), "at least 16");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        if (tag == ExtensibleTag)
        {
            if (chunk.Length < 40) throw new WavException(FormattableString.Invariant($"an extensible fmt chunk of {chunk.Length} bytes"), "40");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels != 1) throw new WavException(FormattableString.Invariant($"{channels} channels"), "mono");
        if (rate is < 1_000 or > 384_000) throw new WavException(FormattableString.Invariant($"a sample rate of {rate} Hz"), "1000 to 384000 Hz");
        AudioEncoding encoding = (tag, bits) switch
        {
            (PcmTag, 16) => AudioEncoding.Pcm16,
            (MuLawTag, 8) => AudioEncoding.MuLaw,
            (ALawTag, 8) => AudioEncoding.ALaw,
            _ => throw new WavException(FormattableString.Invariant($"format tag {tag} with {bits} bits"), "16-bit PCM (1), 8-bit A-law (6) or 8-bit u-law (7)"),
        };
        var format = new AudioFormat(encoding, (int)rate);
        if (blockAlign != format.BytesPerSample)
            throw new WavException(FormattableString.Invariant($"a block of {blockAlign} bytes"), FormattableString.Invariant($"{format.BytesPerSample}"));
        return format;
    }
}
