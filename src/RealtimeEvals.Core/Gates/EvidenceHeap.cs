using System.Buffers;

namespace RealtimeEvals.Gates;

/// <summary>
/// The cells of many rows, one after the other: a million rows are about a hundred megabytes. A cell is a number. Where its lowest bit is
/// set the others are the number of a shared text; else they are the length of a text that follows in UTF-8. Numbers have seven bits in
/// each byte, the low ones first.
/// </summary>
internal sealed class EvidenceHeap
{
    private const int SmallestBlock = 512;
    private const int LargestBlock = 1 << 20;

    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Block, int Start)> _rows = [];
    private readonly ArrayBufferWriter<byte> _row = new();
    private int _used;

    /// <summary>Writes the number of a layout, with which a row begins.</summary>
    public void Begin(int layout)
    {
        _row.ResetWrittenCount();
        Write((uint)layout);
    }

    /// <summary>Writes a cell with a text that is held elsewhere.</summary>
    public void WriteShared(int number) => Write(((uint)number << 1) | 1);

    /// <summary>Writes a cell with a text of its own.</summary>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        Write((uint)utf8.Length << 1);
        _row.Write(utf8);
    }

    /// <summary>Ends the row, and returns its number.</summary>
    public int End()
    {
        ReadOnlySpan<byte> row = _row.WrittenSpan;
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < row.Length)
        {
            // A single row, as it comes through a pipeline, must not take a large block.
            int length = _blocks.Count == 0 ? SmallestBlock : Math.Min(2 * _blocks[^1].Length, LargestBlock);
            _blocks.Add(new byte[Math.Max(length, row.Length)]);
            _used = 0;
        }

        row.CopyTo(_blocks[^1].AsSpan(_used));
        _rows.Add((_blocks.Count - 1, _used));
        _used += row.Length;
        return _rows.Count - 1;
    }

    /// <summary>Returns where a row begins: a block, and a place in it.</summary>
    public (byte[] Block, int Start) RowAt(int number)
    {
        (int block, int start) = _rows[number];
        return (_blocks[block], start);
    }

    /// <summary>Reads a number, and moves behind it.</summary>
    public static int ReadNumber(byte[] block, ref int place)
    {
        int number = block[place++];
        if (number < 0x80) return number;
        number &= 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            byte part = block[place++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
    }

    /// <summary>Moves behind some cells.</summary>
    public static int Skip(byte[] block, int place, int cells)
    {
        for (; cells > 0; cells--)
        {
            int cell = ReadNumber(block, ref place);
            if ((cell & 1) == 0) place += cell >> 1;
        }

        return place;
    }

    private void Write(uint number)
    {
        Span<byte> room = _row.GetSpan(5);
        int length = 0;
        for (; number >= 0x80; number >>= 7) room[length++] = (byte)(number | 0x80);
        room[length++] = (byte)number;
        _row.Advance(length);
    }
}
