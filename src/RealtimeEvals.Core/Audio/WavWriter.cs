using System.Buffers.Binary;
using System.Text;

namespace RealtimeEvals.Audio;

/// <summary>Writes mono WAV files: canonical for PCM16, with the extended fmt chunk and the fact chunk that G.711 requires.</summary>
public static class WavWriter
{
    /// <summary>Returns the bytes of a whole WAV file.</summary>
    /// <param name="format">The format of <paramref name="data"/>.</param>
    /// <param name="data">The encoded samples.</param>
    /// <param name="comment">ASCII text to store in a LIST INFO chunk after the samples; empty for none.</param>
    public static byte[] ToBytes(AudioFormat format, ReadOnlySpan<byte> data, string comment = "")
    {
        bool linear = format.Encoding == AudioEncoding.Pcm16;
        int formatSize = linear ? 16 : 18;
        int factSize = linear ? 0 : 12;
        int header = 12 + 8 + formatSize + factSize + 8;
        byte[] info = InfoChunk(comment);
        byte[] file = new byte[header + data.Length + (data.Length & 1) + info.Length];
        Span<byte> at = file;

        "RIFF"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], formatSize);
        BinaryPrimitives.WriteInt16LittleEndian(at[20..], (short)(format.Encoding switch
        {
            AudioEncoding.MuLaw => 7,
            AudioEncoding.ALaw => 6,
            _ => 1,
        }));
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
        info.CopyTo(file.AsSpan(file.Length - info.Length));
        return file;
    }

    private static byte[] InfoChunk(string comment)
    {
        if (comment.Length == 0) return [];
        byte[] text = Encoding.ASCII.GetBytes(comment + (comment.Length % 2 == 0 ? "\0\0" : "\0"));
        byte[] chunk = new byte[20 + text.Length];
        "LIST"u8.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), chunk.Length - 8);
        "INFOICMT"u8.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(16), text.Length);
        text.CopyTo(chunk, 20);
        return chunk;
    }
}
