using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Reads samples stored as linear PCM of 8 to 32 bits, as floating point of 32 or 64 bits, or as G.711.</summary>
public sealed class StoredSamples : ISampleSource
{
    private const int MaximumChannels = 32;
    private const int BufferFrames = 4_096;
    private const float Full = 32_768;

    private delegate void Decoder(ReadOnlySpan<byte> bytes, Span<float> samples);

    private delegate double SampleDecoder(ReadOnlySpan<byte> sample);

    private readonly Stream _stream;
    private readonly Decoder _decode;
    private readonly int _width;
    private readonly byte[] _buffer;
    private long _left;

    /// <summary>Prepares to read samples.</summary>
    /// <param name="stream">A stream at the first sample; it is disposed with this object.</param>
    /// <param name="length">The number of bytes of samples.</param>
    /// <param name="shape">How the samples are stored.</param>
    /// <exception cref="WavException">The encoding is not supported, or the samples end with half a sample.</exception>
    public StoredSamples(Stream stream, long length, WavShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _width = shape.Bits / 8;
        if (shape.Channels is < 1 or > MaximumChannels || _width < 1 || shape.BlockAlign != _width * shape.Channels)
        {
            FormattableString found = $"{shape.Channels} channels of {shape.Bits} bits in blocks of {shape.BlockAlign} bytes";
            throw new WavException(FormattableString.Invariant(found), "a consistent fmt chunk");
        }

        if (length % shape.BlockAlign != 0) throw new WavException("half a sample at the end", "whole samples");
        _decode = DecoderOf(shape.Tag, shape.Bits)
            ?? throw new WavException(shape.Describe(), "linear PCM, floating point or G.711");
        _stream = stream;
        _left = length;
        _buffer = new byte[BufferFrames * shape.BlockAlign];
        (Channels, SampleRate) = (shape.Channels, shape.SampleRate);
    }

    /// <inheritdoc />
    public int Channels { get; }

    /// <inheritdoc />
    public int SampleRate { get; }

    /// <summary>Whether an encoding is supported.</summary>
    /// <param name="shape">How the samples are stored.</param>
    public static bool CanRead(WavShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return DecoderOf(shape.Tag, shape.Bits) is not null;
    }

    /// <summary>Opens a complete WAV file.</summary>
    /// <param name="file">A seekable stream, which is disposed with the result.</param>
    /// <exception cref="WavException">It is not a complete WAV file, or its encoding is not supported.</exception>
    public static StoredSamples Open(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        WavContent wav = WavContent.Read(file);
        file.Position = wav.Start;
        return new StoredSamples(file, wav.Length, wav.Shape);
    }

    /// <inheritdoc />
    public int Read(Span<float> samples)
    {
        int wanted = (int)Math.Min(Math.Min((long)samples.Length * _width, _buffer.Length), _left);
        int read = _stream.ReadAtLeast(_buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
        if (read < wanted) throw new WavException("an end before the last sample", "a file that is complete");
        _left -= read;
        int count = read / _width;
        _decode(_buffer.AsSpan(0, read), samples[..count]);
        return count;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private static Decoder? DecoderOf(int tag, int bits) => (tag, bits) switch
    {
        (WavShape.PcmTag, 8) => Each(1, static sample => (sample[0] - 128) / 128.0),
        (WavShape.PcmTag, 16) => DecodePcm16,
        (WavShape.PcmTag, 24) => Each(3, static sample => (sample[0] | sample[1] << 8 | (sbyte)sample[2] << 16) / 8_388_608.0),
        (WavShape.PcmTag, 32) => Each(4, static sample => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648.0),
        (WavShape.FloatTag, 32) => Each(4, static sample => BinaryPrimitives.ReadSingleLittleEndian(sample)),
        (WavShape.FloatTag, 64) => Each(8, static sample => BinaryPrimitives.ReadDoubleLittleEndian(sample)),
        (WavShape.MuLawTag, 8) => Each(1, static sample => G711.DecodeMuLaw(sample[0]) / Full),
        (WavShape.ALawTag, 8) => Each(1, static sample => G711.DecodeALaw(sample[0]) / Full),
        _ => null,
    };

    private static Decoder Each(int width, SampleDecoder decode) => (bytes, samples) =>
    {
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)decode(bytes.Slice(i * width, width));
    };

    /// <summary>Decodes what most recordings are stored as, without a call for each sample.</summary>
    private static void DecodePcm16(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        if (BitConverter.IsLittleEndian) SampleBlocks.Widen(MemoryMarshal.Cast<byte, short>(bytes), 1 / Full, samples);
        else Each(2, static sample => BinaryPrimitives.ReadInt16LittleEndian(sample) / Full)(bytes, samples);
    }
}
