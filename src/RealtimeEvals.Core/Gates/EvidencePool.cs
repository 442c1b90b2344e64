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

    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Column> _columns = [];
    private readonly Dictionary<string, EvidenceLayout> _layouts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grader[]> _graders = new(StringComparer.Ordinal);

    /// <summary>Whether the text of a cell is read.</summary>
    public bool Reads(string name) => isRead is null || _columns[NumberOf(name)].IsRead;

    /// <summary>Returns the number of a name; -1 when no row has it.</summary>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);

    /// <summary>Returns the name of a number.</summary>
    public string NameOf(int number) => _columns[number].Name;

    /// <summary>Returns the cells of a row in their lasting form.</summary>
    public EvidenceCells Keep(Dictionary<string, string> cells)
    {
        foreach (string name in cells.Keys) NumberOf(name);
        char[] pattern = new char[_columns.Count];
        string[] texts = new string[_columns.Count];
        Array.Fill(pattern, EvidenceLayout.Missing);
        foreach ((string name, string text) in cells)
        {
            int number = _numbers[name];
            pattern[number] = text.Length == 0 ? EvidenceLayout.Blank
                : Drops(_columns[number], text) ? EvidenceLayout.Dropped : EvidenceLayout.Held;
            texts[number] = text;
        }

        string key = new(pattern);
        if (!_layouts.TryGetValue(key, out EvidenceLayout? layout)) _layouts.Add(key, layout = new EvidenceLayout(pattern));
        return new EvidenceCells(this, layout, [.. layout.Numbers.Select(number => Share(texts[number], _columns[number].IsUnique))]);
    }

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
        _columns.Add(new Column(name, isRead?.Invoke(name) != false, isUnique, isRead is null ? null : FigureRange.Of(name)));
        return _numbers[name] = _columns.Count - 1;
    }

    private sealed record Column(string Name, bool IsRead, bool IsUnique, FigureRange? Range);
}
