using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Gates;

/// <summary>The cells of the row that is being read, by the numbers of their names.</summary>
/// <param name="columns">The names.</param>
/// <param name="texts">The texts that rows share.</param>
internal sealed class EvidenceDraft(EvidenceColumns columns, EvidenceTexts texts)
{
    private readonly ArrayBufferWriter<byte> _own = new();
    private EvidenceCell[] _cells = [];

    /// <summary>The cells in the order of their numbers.</summary>
    public ReadOnlySpan<EvidenceCell> Cells
    {
        get
        {
            if (_cells.Length < columns.Count) Array.Resize(ref _cells, 2 * columns.Count);
            return _cells.AsSpan(0, columns.Count);
        }
    }

    /// <summary>Removes all cells.</summary>
    public void Clear()
    {
        Array.Clear(_cells);
        _own.ResetWrittenCount();
    }

    /// <summary>Returns the own text of a cell, in UTF-8.</summary>
    public ReadOnlySpan<byte> OwnText(EvidenceCell cell) => _own.WrittenSpan.Slice(cell.Start, cell.Length);

    /// <summary>Sets a cell unless it is there.</summary>
    public void Add(string name, string text)
    {
        int number = columns.NumberOf(name);
        if (CellAt(number).Sign == EvidenceLayout.Missing) Set(number, text);
    }

    /// <summary>Sets a cell.</summary>
    public void Set(string name, string text) => Set(columns.NumberOf(name), text);

    /// <summary>Sets a cell to a value of an object.</summary>
    public void Set(int number, JsonElement value)
    {
        EvidenceColumn column = columns[number];
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                ReadOnlySpan<byte> digits = JsonMarshal.GetRawUtf8Value(value);
                CellAt(number) = column.Drops(digits) ? new EvidenceCell(EvidenceLayout.Dropped) : Own(digits);
                break;
            case JsonValueKind.String:
                SetText(number, column, value);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0 && !column.IsRead:
                CellAt(number) = new EvidenceCell(EvidenceLayout.Dropped);
                break;
            default:
                Set(number, EvidenceRowReader.TextOf(value));
                break;
        }
    }

    private ref EvidenceCell CellAt(int number)
    {
        if (_cells.Length <= number) Array.Resize(ref _cells, 2 * columns.Count);
        return ref _cells[number];
    }

    private void Set(int number, string text)
    {
        EvidenceColumn column = columns[number];
        CellAt(number) = text.Length == 0 ? new EvidenceCell(EvidenceLayout.Blank)
            : column.Drops(text) ? new EvidenceCell(EvidenceLayout.Dropped)
            : !column.IsUnique && texts.NumberOf(text) is >= 0 and int shared ? new EvidenceCell(EvidenceLayout.Held, shared)
            : Own(Encoding.UTF8.GetBytes(text));
    }

    private void SetText(int number, EvidenceColumn column, JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (!column.IsRead && column.Range is null && IsPlain(raw)) CellAt(number) = new EvidenceCell(EvidenceLayout.Dropped);
        else if (column.IsUnique && IsItself(raw)) CellAt(number) = Own(raw[1..^1]);
        else if (column.NotedAs(raw) is EvidenceCell noted) CellAt(number) = noted;
        else
        {
            Set(number, EvidenceRowReader.TextOf(value));
            EvidenceCell cell = CellAt(number);
            if (cell.Sign != EvidenceLayout.Held || cell.SharedText >= 0) column.Note(raw, cell);
        }
    }

    private EvidenceCell Own(ReadOnlySpan<byte> utf8)
    {
        int start = _own.WrittenCount;
        _own.Write(utf8);
        return new EvidenceCell(EvidenceLayout.Held, -1, start, utf8.Length);
    }

    /// <summary>Whether a text as JSON has it begins with a letter or a digit, and so is not blank, whatever else it says.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> raw) => raw.Length > 2 && char.IsAsciiLetterOrDigit((char)raw[1]);

    /// <summary>Whether a text as JSON has it is what it says: without escapes, and without white space around it.</summary>
    private static bool IsItself(ReadOnlySpan<byte> raw) =>
        IsPlain(raw) && char.IsAsciiLetterOrDigit((char)raw[^2]) && !raw.Contains((byte)'\\') && Ascii.IsValid(raw);
}
