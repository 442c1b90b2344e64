using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Converts between encoded audio and linear 16-bit samples.</summary>
public static class PcmSamples
{
    /// <summary>Decodes audio; a trailing half sample is dropped.</summary>
    public static short[] Decode(ReadOnlySpan<byte> data, AudioEncoding encoding)
    {
        short[] samples = GC.AllocateUninitializedArray<short>(encoding == AudioEncoding.Pcm16 ? data.Length / 2 : data.Length);
        switch (encoding)
        {
            case AudioEncoding.MuLaw: G711Blocks.Decode<MuLaw>(data, samples); break;
            case AudioEncoding.ALaw: G711Blocks.Decode<ALaw>(data, samples); break;
            default: Copy(MemoryMarshal.Cast<byte, short>(data), samples); break;
        }

        return samples;
    }

    /// <summary>Encodes linear samples.</summary>
    public static byte[] Encode(ReadOnlySpan<short> samples, AudioEncoding encoding)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>(encoding == AudioEncoding.Pcm16 ? samples.Length * 2 : samples.Length);
        switch (encoding)
        {
            case AudioEncoding.MuLaw: G711Blocks.Encode<MuLaw>(samples, data); break;
            case AudioEncoding.ALaw: G711Blocks.Encode<ALaw>(samples, data); break;
            default: Copy(samples, MemoryMarshal.Cast<byte, short>(data.AsSpan())); break;
        }

        return data;
    }

    /// <summary>Copies samples between the byte order of this machine and little-endian, in either direction.</summary>
    private static void Copy(ReadOnlySpan<short> from, Span<short> to)
    {
        if (BitConverter.IsLittleEndian) from.CopyTo(to);
        else BinaryPrimitives.ReverseEndianness(from, to);
    }
}
