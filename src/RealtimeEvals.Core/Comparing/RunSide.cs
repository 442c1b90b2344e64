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

    /// <summary>The harness; empty when it is not known.</summary>
    public required string Harness { get; init; }

    /// <summary>When the run was started; null when it is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why the run is not whole; empty when it is.</summary>
    public string Flaw { get; init; } = "";

    /// <summary>What the results depend on, by its name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The number of trials.</summary>
    public int Count => _places.Count;

    /// <summary>The names of all figures that any trial has.</summary>
    public IEnumerable<string> Figures => _columns.Keys;

    /// <summary>The trials in the order of their names; of a trial that was run again, the newest.</summary>
    public IEnumerable<TrialRow> Trials =>
        _places.OrderBy(place => place.Key, StringComparer.OrdinalIgnoreCase).Select(place => _rows[place.Value]);

    /// <summary>Adds a trial. It takes the place of one with the same name.</summary>
    /// <returns>Its row, for <see cref="Add(int, string, double)"/>.</returns>
    public int Add(TrialRow trial)
    {
        _rows.Add(trial);
        _places[trial.PairName] = _rows.Count - 1;
        return _rows.Count - 1;
    }

    /// <summary>Adds a value of a figure to the trial that was added last.</summary>
    public void Add(int row, string figure, double value)
    {
        if (!_columns.TryGetValue(figure, out FigureColumn? column)) _columns[figure] = column = new FigureColumn();
        column.Add(row, value);
    }

    /// <summary>Returns the trial of that name; null when there is none.</summary>
    public TrialRow? Find(string pairName) => _places.TryGetValue(pairName, out int row) ? _rows[row] : null;

    /// <summary>Returns the values of a figure in a trial; none when it has no such figure.</summary>
    public ReadOnlySpan<double> ValuesOf(string pairName, string figure) =>
        _places.TryGetValue(pairName, out int row) && _columns.TryGetValue(figure, out FigureColumn? column)
            ? column.Of(row, _rows.Count)
            : [];
}
