using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// What the rows of a run share, so that many of them fit into memory: the layouts of their cells, texts that repeat, and lists of graders.
/// </summary>
/// <param name="isRead">
/// Whether the text of a cell is read by its name; null for all. Of other cells only remains whether they are there and whether they are
/// blank, and the text where it is <c>[]</c> or a figure outside its range.
/// </param>
internal sealed class EvidencePool(Func<string, bool>? isRead = null)
{
    /// <summary>Texts that are kept for others to share, at most; later ones are mostly as unique as numbers are.</summary>
    private const int MostTexts = 4096;

    private const int LongestText = 1024;
    private const int LongestName = 64;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Column> _columns = [];
    private readonly Dictionary<string, EvidenceLayout> _layouts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grader[]> _graders = new(StringComparer.Ordinal);

    /// <summary>What one row is put together in.</summary>
    private char[] _pattern = [];
    private string[] _row = [];

    /// <summary>The number of names that rows have.</summary>
    public int Count => _columns.Count;

    /// <summary>Whether the text of a cell is read.</summary>
    public bool Reads(string name) => isRead is null || _columns[NumberOf(name)].IsRead;

    /// <summary>Returns the number of a name, or of what it stands for; -1 when no row has it.</summary>
    public int Find(string name) =>
        _numbers.TryGetValue(name, out int number) ? number
        : EvidenceRow.OtherNames.TryGetValue(name, out string? other) ? _numbers.GetValueOrDefault(other, -1) : -1;

    /// <summary>Returns the name of a number.</summary>
    public string NameOf(int number) => _columns[number].Name;

    /// <summary>Returns the range of the figure with a number; null when it is none.</summary>
    public FigureRange? RangeOf(int number) => _columns[number].Range;

    /// <summary>Returns the cells of a row in their lasting form.</summary>
    public EvidenceCells Keep(Dictionary<string, string> cells)
    {
        foreach (string name in cells.Keys) NumberOf(name);
        if (_pattern.Length < _columns.Count) (_pattern, _row) = (new char[2 * _columns.Count], new string[2 * _columns.Count]);
        Span<char> pattern = _pattern.AsSpan(0, _columns.Count);
        pattern.Fill(EvidenceLayout.Missing);
        foreach ((string name, string text) in cells)
        {
            int number = _numbers[name];
            pattern[number] = text.Length == 0 ? EvidenceLayout.Blank
                : Drops(_columns[number], text) ? EvidenceLayout.Dropped : EvidenceLayout.Held;
            _row[number] = text;
        }

        Dictionary<string, EvidenceLayout>.AlternateLookup<ReadOnlySpan<char>> layouts =
            _layouts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!layouts.TryGetValue(pattern, out EvidenceLayout? layout)) layouts[pattern] = layout = new EvidenceLayout(pattern.ToArray());
        string[] texts = new string[layout.Numbers.Count];
        for (int place = 0; place < texts.Length; place++)
        {
            int number = layout.Numbers[place];
            texts[place] = Share(_row[number], _columns[number].IsUnique);
        }

        return new EvidenceCells(this, layout, texts);
    }

    /// <summary>Returns the name of a property, which is made once for all rows.</summary>
    public string NameOf(JsonProperty property)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8PropertyName(property);
        Span<char> name = stackalloc char[LongestName];
        if (raw.Length > LongestName || raw.Contains((byte)'\\') || Ascii.ToUtf16(raw, name, out int length) != OperationStatus.Done)
        {
            return property.Name;
        }

        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> texts = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        return texts.TryGetValue(name[..length], out string? known) ? known : Share(property.Name);
    }

    /// <summary>Whether nobody reads the text of a cell, and it is no figure whose range would be looked at.</summary>
    public bool Ignores(string name) => isRead is not null && _columns[NumberOf(name)] is { IsRead: false, Range: null };

    /// <summary>Returns a text that equal ones share.</summary>
    public string Share(string text, bool isUnique = false)
    {
        if (isUnique || text.Length > LongestText) return text;
        if (_texts.TryGetValue(text, out string? known)) return known;
        if (_texts.Count < MostTexts) _texts.Add(text, text);
        return text;
    }

    /// <summary>Returns a list of graders that equal ones share.</summary>
    /// <param name="graders">The list.</param>
    /// <param name="read">Reads it.</param>
    public Grader[] Share(JsonElement graders, Func<JsonElement, Grader[]> read)
    {
        string text = graders.GetRawText();
        if (_graders.TryGetValue(text, out Grader[]? known)) return known;
        Grader[] found = read(graders);
        if (_graders.Count < MostTexts) _graders.Add(text, found);
        return found;
    }

    private static bool Drops(Column column, string text) =>
        !column.IsRead
        && text != "[]"
        && !(column.Range is FigureRange range
            && EvidenceRow.IsNumber(text, out double value) && double.IsFinite(value) && !range.Holds(value));

    private int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out int number)) return number;
        bool isUnique = name is "case_id" or "started_at";
        _columns.Add(new Column(name, isRead?.Invoke(name) != false, isUnique, FigureRange.Of(name)));
        return _numbers[name] = _columns.Count - 1;
    }

    private sealed record Column(string Name, bool IsRead, bool IsUnique, FigureRange? Range);
}
