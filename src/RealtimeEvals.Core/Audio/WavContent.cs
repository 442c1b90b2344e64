using System.Buffers.Binary;
using System.Text;

namespace RealtimeEvals.Audio;

/// <summary>
/// The fmt and data chunks of a WAV file, in any order and with others between. A header that promises more than the file holds is
/// refused, so a half-written file is never taken for a short one.
/// </summary>
/// <param name="Tag">The format tag; that of the sub-format where the format is extensible.</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="SampleRate">Samples a second, in Hz, 1000 to 384000.</param>
/// <param name="BlockAlign">Bytes of one sample of all channels.</param>
/// <param name="Bits">Bits of one sample of one channel.</param>
/// <param name="Data">The samples as stored: a view of the file.</param>
internal sealed record WavContent(int Tag, int Channels, int SampleRate, int BlockAlign, int Bits, ReadOnlyMemory<byte> Data)
{
    /// <summary>The comment of a LIST INFO chunk; empty when there is none.</summary>
    public string Comment { get; init; } = "";

    public const int PcmTag = 1;
    public const int FloatTag = 3;
    public const int ALawTag = 6;
    public const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    /// <exception cref="WavException">The bytes are not a WAV file.</exception>
    public static WavContent Read(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new WavException("no RIFF/WAVE header", "a WAV file");

        // A size that leaves bytes over is harmless; one that reaches past the end is a truncated file.
        long riffEnd = 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (riffEnd > bytes.Length)
            throw new WavException(FormattableString.Invariant($"the header promises {riffEnd} bytes and the file has {bytes.Length}"), "a file that is complete");

        WavContent? format = null;
        ReadOnlyMemory<byte>? data = null;
        string comment = "";
        for (long at = 12; at + 8 <= riffEnd;)
        {
            ReadOnlySpan<byte> id = bytes.Slice((int)at, 4);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            long start = at + 8;
            if (start + size > riffEnd)
                throw new WavException(FormattableString.Invariant($"the chunk at byte {at} promises {size} bytes and {riffEnd - start} are left"), "chunks inside the file");
            if (id.SequenceEqual("fmt "u8)) format = ReadFormat(bytes.Slice((int)start, (int)size));
            else if (id.SequenceEqual("data"u8)) data ??= file.Slice((int)start, (int)size);
            else if (id.SequenceEqual("LIST"u8)) comment = ReadComment(bytes.Slice((int)start, (int)size));
            at = start + size + (size & 1);
        }

        if (format is null) throw new WavException("no fmt chunk", "a fmt chunk");
        if (data is not ReadOnlyMemory<byte> samples) throw new WavException("no data chunk", "a data chunk");
        return format with { Data = samples, Comment = comment };
    }

    /// <summary>Makes sure that the data ends with a whole sample.</summary>
    /// <exception cref="WavException">It does not.</exception>
    public void RequireWholeSamples()
    {
        if (Data.Length % BlockAlign != 0) throw new WavException("half a sample at the end", "whole samples");
    }

    /// <summary>The comment, where it is the first entry of an INFO list, as this product writes it.</summary>
    private static string ReadComment(ReadOnlySpan<byte> list)
    {
        if (list.Length < 12 || !list[..8].SequenceEqual("INFOICMT"u8)) return "";
        long length = BinaryPrimitives.ReadUInt32LittleEndian(list[8..]);
        return length <= list.Length - 12 ? Encoding.ASCII.GetString(list.Slice(12, (int)length)).TrimEnd('\0') : "";
    }

    private static WavContent ReadFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16) throw new WavException(FormattableString.Invariant($"a fmt chunk of {chunk.Length} bytes"), "at least 16");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < 40) throw new WavException(FormattableString.Invariant($"an extensible fmt chunk of {chunk.Length} bytes"), "40");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (rate is < 1_000 or > 384_000) throw new WavException(FormattableString.Invariant($"a sample rate of {rate} Hz"), "1000 to 384000 Hz");
        return new WavContent(
            tag, BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]), (int)rate,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]), BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]), default);
    }
}
