namespace RealtimeEvals.Comparing;

/// <summary>The values of one figure over a run: none, one or several for each row.</summary>
internal sealed class FigureColumn
{
    private readonly List<int> _rows = [];
    private readonly List<double> _values = [];
    private readonly HashSet<int> _gaps = [];
    private readonly HashSet<int> _blanks = [];
    private int[]? _starts;

    /// <summary>Adds a value of a row. The rows come in ascending order.</summary>
    public void Add(int row, double value)
    {
        _rows.Add(row);
        _values.Add(value);
        _starts = null;
    }

    /// <summary>Notes that a value of a row is missing that should be there.</summary>
    public void AddGap(int row) => _gaps.Add(row);

    /// <summary>Whether a value of a row is missing that should be there.</summary>
    public bool HasGap(int row) => _gaps.Contains(row);

    /// <summary>Notes that a row has no value because there was nothing to measure.</summary>
    public void AddBlank(int row) => _blanks.Add(row);

    /// <summary>Whether a row has no value because there was nothing to measure.</summary>
    public bool IsBlank(int row) => _blanks.Contains(row);

    /// <summary>Whether there is no value at all.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>Returns the values of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">The number of rows.</param>
    public ReadOnlySpan<double> Of(int row, int rows)
    {
        int[] starts = _starts is not null && _starts.Length > rows ? _starts : _starts = StartsOf(rows);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values)[starts[row]..starts[row + 1]];
    }

    private int[] StartsOf(int rows)
    {
        int[] starts = new int[rows + 1];
        int at = 0;
        for (int row = 0; row <= rows; row++)
        {
            while (at < _rows.Count && _rows[at] < row) at++;
            starts[row] = at;
        }

        return starts;
    }
}
