namespace RealtimeEvals.Comparing;

/// <summary>One of two runs that are compared: who it is, what it was run with, and its trials.</summary>
internal sealed class RunSide
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TrialRow> _rows = [];
    private readonly Dictionary<string, FigureColumn> _columns = new(StringComparer.Ordinal);

    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The folder of the run, or the baseline file.</summary>
    public required string Path { get; init; }

    /// <summary>The harness.</summary>
    public required string Harness { get; init; }

    /// <summary>Who answered.</summary>
    public required string Provider { get; init; }

    /// <summary>When the run was started; null when it is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why the run is not whole; empty when it is.</summary>
    public string Flaw { get; init; } = "";

    /// <summary>What the results depend on, by its name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The number of trials.</summary>
    public int Count => _places.Count;

    /// <summary>The names of all figures that any trial has a value of.</summary>
    public IEnumerable<string> Figures => _columns.Where(column => !column.Value.IsEmpty).Select(column => column.Key);

    /// <summary>The rows of the trials in the order of their names; of a trial that was run again, the newest.</summary>
    public IEnumerable<int> Places =>
        _places.OrderBy(place => place.Key, StringComparer.OrdinalIgnoreCase)
            .ThenBy(place => place.Key, StringComparer.Ordinal)
            .Select(place => place.Value);

    /// <summary>Returns the trial of a row.</summary>
    public TrialRow this[int row] => _rows[row];

    /// <summary>Adds a trial. It takes the place of one with the same name.</summary>
    /// <returns>Its row, for <see cref="Add(int, string, double)"/>.</returns>
    public int Add(TrialRow trial)
    {
        _rows.Add(trial);
        _places[trial.PairName] = _rows.Count - 1;
        return _rows.Count - 1;
    }

    /// <summary>Adds a value of a figure to the trial that was added last.</summary>
    public void Add(int row, string figure, double value) => ColumnOf(figure).Add(row, value);

    /// <summary>Notes that the trial that was added last lacks a value of a figure that should be there.</summary>
    public void AddGap(int row, string figure) => ColumnOf(figure).AddGap(row);

    /// <summary>Notes that the trial that was added last has no value of a figure because there was nothing to measure.</summary>
    public void AddBlank(int row, string figure) => ColumnOf(figure).AddBlank(row);

    /// <summary>Returns the row of the trial with that name; -1 when there is none.</summary>
    public int Find(string pairName) => _places.TryGetValue(pairName, out int row) ? row : -1;

    /// <summary>Returns the values of a figure in a trial; none when it has no such figure.</summary>
    public ReadOnlySpan<double> ValuesOf(int row, string figure) =>
        _columns.TryGetValue(figure, out FigureColumn? column) ? column.Of(row, _rows.Count) : [];

    /// <summary>Whether a trial lacks a value of a figure that should be there.</summary>
    public bool HasGap(int row, string figure) => _columns.TryGetValue(figure, out FigureColumn? column) && column.HasGap(row);

    /// <summary>Whether a trial has no value of a figure because there was nothing to measure.</summary>
    public bool IsBlank(int row, string figure) => _columns.TryGetValue(figure, out FigureColumn? column) && column.IsBlank(row);

    private FigureColumn ColumnOf(string figure) =>
        _columns.TryGetValue(figure, out FigureColumn? column) ? column : _columns[figure] = new FigureColumn();
}
