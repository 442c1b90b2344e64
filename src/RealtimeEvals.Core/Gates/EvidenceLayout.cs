namespace RealtimeEvals.Gates;

/// <summary>Which cells a row has, by the numbers of their names. Most rows of a run have the same.</summary>
internal sealed class EvidenceLayout
{
    /// <summary>There is no such cell.</summary>
    public const char Missing = default;

    /// <summary>The cell is blank.</summary>
    public const char Blank = '0';

    /// <summary>The cell is not blank, and nobody reads its text.</summary>
    public const char Dropped = '.';

    /// <summary>The text of the cell is there.</summary>
    public const char Held = 'x';

    private readonly string _pattern;
    private readonly int[] _places;

    /// <summary>Creates the layout of a pattern: one of these signs for each number.</summary>
    public EvidenceLayout(int number, string pattern, EvidenceColumns columns)
    {
        Number = number;
        _pattern = pattern;
        _places = new int[pattern.Length];
        IReadOnlyList<int> held = [.. Enumerable.Range(0, pattern.Length).Where(place => pattern[place] == Held)];
        for (int place = 0; place < held.Count; place++) _places[held[place]] = place;
        Numbers = held;
        Figures = [.. held.Where(cell => columns[cell].Range is not null)];
        GradeStatuses = [.. held.Where(cell => EvidenceRow.IsGradeStatus(columns[cell].Name))];
        IsConversation = EvidenceRow.NamesOfConversations.Any(name => Has(columns.Find(name)));
    }

    /// <summary>The number of the layout.</summary>
    public int Number { get; }

    /// <summary>The number of signs.</summary>
    public int Length => _pattern.Length;

    /// <summary>The numbers of the cells whose text is there, in the order of the texts.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>Those of them that are figures with a range.</summary>
    public IReadOnlyList<int> Figures { get; }

    /// <summary>Those of them that say how it went with a grade.</summary>
    public IReadOnlyList<int> GradeStatuses { get; }

    /// <summary>Whether the row is a conversation or a turn of one.</summary>
    public bool IsConversation { get; }

    /// <summary>Whether the row with this pattern has this layout.</summary>
    public bool Is(ReadOnlySpan<char> pattern) => pattern.SequenceEqual(_pattern);

    /// <summary>Whether the cell exists.</summary>
    public bool Has(int number) => SignOf(number) != Missing;

    /// <summary>Whether its text is there.</summary>
    public bool IsHeld(int number) => SignOf(number) == Held;

    /// <summary>Whether it has a text that nobody reads.</summary>
    public bool IsDropped(int number) => SignOf(number) == Dropped;

    /// <summary>Returns the place of its text among all that are there.</summary>
    public int PlaceOf(int number) => _places[number];

    private char SignOf(int number) => number >= 0 && number < _pattern.Length ? _pattern[number] : Missing;
}
