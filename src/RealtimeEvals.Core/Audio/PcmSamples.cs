using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Converts between encoded audio and linear 16-bit samples.</summary>
public static class PcmSamples
{
    /// <summary>Decodes audio; a trailing half sample is dropped.</summary>
    public static short[] Decode(ReadOnlySpan<byte> data, AudioEncoding encoding)
    {
        short[] samples = new short[encoding == AudioEncoding.Pcm16 ? data.Length / 2 : data.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = encoding switch
            {
                AudioEncoding.MuLaw => G711.DecodeMuLaw(data[i]),
                AudioEncoding.ALaw => G711.DecodeALaw(data[i]),
                _ => BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]),
            };
        }

        return samples;
    }

    /// <summary>Encodes linear samples.</summary>
    public static byte[] Encode(ReadOnlySpan<short> samples, AudioEncoding encoding)
    {
        if (encoding == AudioEncoding.Pcm16 && BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes(samples).ToArray();
        byte[] data = new byte[encoding == AudioEncoding.Pcm16 ? samples.Length * 2 : samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            switch (encoding)
            {
                case AudioEncoding.MuLaw: data[i] = G711.EncodeMuLaw(samples[i]); break;
                case AudioEncoding.ALaw: data[i] = G711.EncodeALaw(samples[i]); break;
                default: BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), samples[i]); break;
            }
        }

        return data;
    }
}
