namespace RealtimeEvals.Gates;

/// <summary>
/// The rows of a run, so that a million of them fit into memory: what many have is held once, and the rest as bytes. Not safe for
/// concurrent use while rows are added.
/// </summary>
/// <param name="isRead">
/// Whether the text of a cell is read by its name; null for all. Of other cells only remains whether they are there and whether they are
/// blank, and the text where it is <c>[]</c> or a figure outside its range.
/// </param>
internal sealed class EvidencePool(Func<string, bool>? isRead = null)
{
    private readonly Dictionary<string, EvidenceLayout> _layouts = new(StringComparer.Ordinal);
    private readonly List<EvidenceLayout> _layoutsByNumber = [];
    private readonly Dictionary<int, EvidenceExtras> _extras = [];
    private readonly Dictionary<int, Dictionary<string, string>> _changes = [];
    private EvidenceDraft? _draft;
    private EvidenceLayout? _lastLayout;

    /// <summary>The names of the cells.</summary>
    public EvidenceColumns Columns { get; } = new(isRead);

    /// <summary>The texts that rows share.</summary>
    public EvidenceTexts Texts { get; } = new();

    /// <summary>The cells.</summary>
    public EvidenceHeap Heap { get; } = new();

    /// <summary>What the next row is put together in.</summary>
    public EvidenceDraft Draft => _draft ??= new EvidenceDraft(Columns, Texts);

    /// <summary>Keeps the row that was put together, and returns its number.</summary>
    public int Keep()
    {
        ReadOnlySpan<EvidenceCell> cells = Draft.Cells;
        Heap.Begin(LayoutOf(cells).Number);
        foreach (EvidenceCell cell in cells)
        {
            if (cell.Sign != EvidenceLayout.Held) continue;
            if (cell.SharedText >= 0) Heap.WriteShared(cell.SharedText);
            else Heap.WriteText(Draft.OwnText(cell));
        }

        return Heap.End();
    }

    /// <summary>Returns the layout with a number.</summary>
    public EvidenceLayout LayoutAt(int number) => _layoutsByNumber[number];

    /// <summary>Returns what only some rows have.</summary>
    public EvidenceExtras ExtrasOf(int row) => _extras.GetValueOrDefault(row, EvidenceExtras.None);

    /// <summary>Keeps what only some rows have.</summary>
    public void SetExtras(int row, EvidenceExtras extras) => _extras[row] = extras;

    /// <summary>Returns the cells of a row that were changed; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? ChangesOf(int row) => _changes.GetValueOrDefault(row);

    /// <summary>Changes a cell of a row, or adds it.</summary>
    public void Change(int row, string name, string text)
    {
        if (!_changes.TryGetValue(row, out Dictionary<string, string>? changes))
        {
            _changes[row] = changes = new(StringComparer.OrdinalIgnoreCase);
        }

        changes[EvidenceRow.NameOf(name)] = text;
    }

    private EvidenceLayout LayoutOf(ReadOnlySpan<EvidenceCell> cells)
    {
        Span<char> pattern = cells.Length <= 512 ? stackalloc char[cells.Length] : new char[cells.Length];
        for (int number = 0; number < cells.Length; number++) pattern[number] = cells[number].Sign;
        if (_lastLayout?.Is(pattern) == true) return _lastLayout;
        if (!_layouts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(pattern, out EvidenceLayout? layout))
        {
            string text = pattern.ToString();
            _layouts[text] = layout = new EvidenceLayout(_layoutsByNumber.Count, text, Columns);
            _layoutsByNumber.Add(layout);
        }

        return _lastLayout = layout;
    }
}
