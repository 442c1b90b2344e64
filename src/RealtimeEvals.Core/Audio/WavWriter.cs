using System.Buffers.Binary;

namespace RealtimeEvals.Audio;

/// <summary>Writes mono WAV files: canonical for PCM16; with the extended fmt and the fact chunk that the format asks of G.711.</summary>
public static class WavWriter
{
    /// <summary>The bytes of a whole WAV file.</summary>
    /// <param name="format">The format of <paramref name="data"/>.</param>
    /// <param name="data">The samples as stored.</param>
    public static byte[] ToBytes(AudioFormat format, ReadOnlySpan<byte> data)
    {
        bool linear = format.Encoding == AudioEncoding.Pcm16;
        int formatSize = linear ? 16 : 18;
        int factSize = linear ? 0 : 12;
        int header = 12 + 8 + formatSize + factSize + 8;
        byte[] file = new byte[header + data.Length + (data.Length & 1)];
        Span<byte> at = file;

        "RIFF"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], formatSize);
        BinaryPrimitives.WriteInt16LittleEndian(at[20..], (short)(format.Encoding switch { AudioEncoding.MuLaw => 7, AudioEncoding.ALaw => 6, _ => 1 }));
        BinaryPrimitives.WriteInt16LittleEndian(at[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(at[28..], format.BytesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(at[32..], (short)format.BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(at[34..], (short)(format.BytesPerSample * 8));
        at = at[(20 + formatSize)..];

        if (!linear)
        {
            "fact"u8.CopyTo(at);
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], 4);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], data.Length);
            at = at[factSize..];
        }

        "data"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], data.Length);
        data.CopyTo(at[8..]);
        return file;
    }
}
