using System.Buffers.Binary;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>The header of a WAV or RF64 file before its samples, whether correct or not.</summary>
/// <param name="Shape">How the samples are stored; null when no fmt chunk precedes them.</param>
/// <param name="RiffSize">The declared size of the file without its first eight bytes.</param>
/// <param name="Start">The position of the samples in bytes; 0 when there are none.</param>
/// <param name="Length">The declared number of bytes of samples.</param>
internal sealed record WavHead(WavShape? Shape, ulong RiffSize, long Start, ulong Length)
{
    /// <summary>Sizes from here on are placeholders of programs that do not know the size: 0x7FFFF000, 0x80000000, 0xFFFFFFFF.</summary>
    private const ulong LeastUnknown = 0x7FFF_0000;

    private const int MostChunks = 1_000;

    /// <summary>Whether the file was written to a pipe, so that its sizes could not be filled in.</summary>
    /// <param name="fileLength">The size of the file in bytes.</param>
    public bool IsStreamed(long fileLength)
    {
        ulong left = (ulong)(fileLength - Start);
        bool isLengthUnknown = (Length == 0 && left > 0) || (Length >= LeastUnknown && Length > left);
        bool isSizeUnknown = RiffSize == 0 || (RiffSize >= LeastUnknown && RiffSize + 8 > (ulong)fileLength);
        return Start > 0 && (isLengthUnknown || (isSizeUnknown && Length <= left));
    }

    /// <summary>Reads the header.</summary>
    /// <exception cref="WavException">The fmt chunk is invalid.</exception>
    public static WavHead Read(Stream file)
    {
        WavShape? shape = null;
        Span<byte> head = stackalloc byte[24];
        Fill(file, 4, head[..4]);
        ulong riffSize = BinaryPrimitives.ReadUInt32LittleEndian(head);
        ulong? longLength = null;
        long at = 12;
        for (int chunk = 0; chunk < MostChunks && Fill(file, at, head[..8]); chunk++)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("data"u8))
                return new WavHead(shape, riffSize, at + 8, size == uint.MaxValue && longLength is ulong length ? length : size);
            if (head[..4].SequenceEqual("fmt "u8))
            {
                byte[] format = new byte[Math.Min(size, WavShape.MostBytes)];
                if (Fill(file, at + 8, format)) shape = WavShape.Read(format);
            }
            else if (head[..4].SequenceEqual("ds64"u8) && Fill(file, at + 8, head[..16]))
            {
                riffSize = BinaryPrimitives.ReadUInt64LittleEndian(head);
                longLength = BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
            }

            at += 8L + size + (size & 1);
        }

        return new WavHead(shape, riffSize, 0, 0);
    }

    private static bool Fill(Stream file, long at, Span<byte> bytes)
    {
        file.Position = at;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
    }
}
