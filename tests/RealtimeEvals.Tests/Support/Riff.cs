using System.Buffers.Binary;
using System.Text;

namespace RealtimeEvals.Tests.Support;

/// <summary>Builds WAV files chunk by chunk, right ones and wrong ones.</summary>
public static class Riff
{
    /// <summary>A file of these chunks, padded as they must be, with a true size in the header.</summary>
    public static byte[] File(params (string Id, byte[] Content)[] chunks)
    {
        byte[] body = [.. "WAVE"u8, .. chunks.SelectMany(chunk => Chunk(chunk.Id, chunk.Content))];
        return [.. "RIFF"u8, .. Size(body.Length), .. body];
    }

    /// <summary>The content of a fmt chunk of 16 bytes.</summary>
    public static byte[] Format(int tag = 1, int channels = 1, int rate = 24_000, int bits = 16, int? blockAlign = null)
    {
        int block = blockAlign ?? channels * bits / 8;
        byte[] content = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(content, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(8), unchecked(rate * block));
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(12), (ushort)block);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(14), (ushort)bits);
        return content;
    }

    /// <summary>The content of an extensible fmt chunk of 40 bytes, whose sub-format starts with <paramref name="tag"/>.</summary>
    public static byte[] Extensible(int tag, int bits)
    {
        byte[] guidTail = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
        return [.. Format(0xFFFE, bits: bits), 22, 0, (byte)bits, 0, 4, 0, 0, 0, (byte)tag, 0, .. guidTail];
    }

    /// <summary>Overwrites the 32 bits at an offset.</summary>
    public static byte[] WithSize(byte[] file, int offset, uint size)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(offset), size);
        return changed;
    }

    private static byte[] Chunk(string id, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(id), .. Size(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Size(int size)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        return bytes;
    }
}
