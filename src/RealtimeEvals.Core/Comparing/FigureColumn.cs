namespace RealtimeEvals.Comparing;

/// <summary>The values of one figure over a run: none, one or several for each row.</summary>
internal sealed class FigureColumn
{
    private readonly List<int> _rows = [];
    private readonly List<double> _values = [];
    private int[]? _starts;

    /// <summary>Adds a value of a row. The rows come in ascending order.</summary>
    public void Add(int row, double value)
    {
        _rows.Add(row);
        _values.Add(value);
        _starts = null;
    }

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
