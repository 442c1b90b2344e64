using System.Buffers.Binary;
using System.Text;

namespace RealtimeEvals.Audio;

/// <summary>
/// The fmt and data chunks of a WAV file, in any order and with other chunks between them. A header that declares more bytes than the file
/// has is rejected, so a half-written file never passes for a short one.
/// </summary>
/// <param name="Shape">How the samples are stored; the sample rate is 1000 to 384000 Hz.</param>
/// <param name="Start">The position of the samples in the file, in bytes.</param>
/// <param name="Length">The number of bytes of samples.</param>
internal sealed record WavContent(WavShape Shape, long Start, long Length)
{
    private const int LongestComment = 4096;

    /// <summary>The comment in the LIST INFO chunk; empty when there is none.</summary>
    public string Comment { get; init; } = "";

    /// <exception cref="WavException">The bytes are not a WAV file.</exception>
    public static WavContent Read(Stream file)
    {
        Span<byte> head = stackalloc byte[12];
        if (!Fill(file, 0, head) || !head[..4].SequenceEqual("RIFF"u8) || !head[8..].SequenceEqual("WAVE"u8))
            throw new WavException("no RIFF/WAVE header", "a WAV file");

        // A size that leaves bytes over is harmless; one that reaches past the end means a truncated file.
        long riffEnd = 8L + BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (riffEnd > file.Length)
        {
            string fault = FormattableString.Invariant($"the header promises {riffEnd} bytes and the file has {file.Length}");
            throw new WavException(fault, "a file that is complete");
        }

        WavShape? shape = null;
        (long Start, long Length)? data = null;
        string comment = "";
        for (long at = 12; at + 8 <= riffEnd;)
        {
            Span<byte> id = head[..4];
            Fill(file, at, head[..8]);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            long start = at + 8;
            if (start + size > riffEnd)
            {
                string fault = FormattableString.Invariant($"the chunk at byte {at} promises {size} bytes and {riffEnd - start} are left");
                throw new WavException(fault, "chunks inside the file");
            }

            if (id.SequenceEqual("fmt "u8)) shape = WavShape.Read(Bytes(file, start, Math.Min(size, WavShape.MostBytes)));
            else if (id.SequenceEqual("data"u8)) data ??= (start, size);
            else if (id.SequenceEqual("LIST"u8)) comment = ReadComment(Bytes(file, start, Math.Min(size, LongestComment)));
            at = start + size + (size & 1);
        }

        if (shape is null) throw new WavException("no fmt chunk", "a fmt chunk");
        if (data is not var (first, length)) throw new WavException("no data chunk", "a data chunk");
        return new WavContent(shape, first, length) { Comment = comment };
    }

    private static bool Fill(Stream file, long at, Span<byte> bytes)
    {
        file.Position = at;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
    }

    private static byte[] Bytes(Stream file, long at, long count)
    {
        byte[] bytes = new byte[count];
        Fill(file, at, bytes);
        return bytes;
    }

    /// <summary>Returns the comment if it is the first entry of an INFO list, as this product writes it.</summary>
    private static string ReadComment(ReadOnlySpan<byte> list)
    {
        if (list.Length < 12 || !list[..8].SequenceEqual("INFOICMT"u8)) return "";
        long length = BinaryPrimitives.ReadUInt32LittleEndian(list[8..]);
        return length <= list.Length - 12 ? Encoding.ASCII.GetString(list.Slice(12, (int)length)).TrimEnd('\0') : "";
    }
}
