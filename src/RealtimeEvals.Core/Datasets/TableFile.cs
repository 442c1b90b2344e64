using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>A CSV file whose header has been found right, with the way to report what is wrong in its rows.</summary>
internal sealed class TableFile
{
    private const int ShownLength = 60;

    private readonly Table _table;
    private readonly ICollection<DataProblem> _problems;

    private TableFile(string path, Table table, ICollection<DataProblem> problems)
    {
        Path = path;
        _table = table;
        _problems = problems;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The SHA-256 of the bytes that the table was read from.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>Problems so far, of this file and others.</summary>
    public int ProblemCount => _problems.Count;

    /// <summary>The rows that have as many cells as the header, each with its place below the header, from 1; others are reported as they come.</summary>
    public IEnumerable<(int Number, TableRow Row)> Rows
    {
        get
        {
            foreach ((int index, TableRow row) in _table.Rows.Index())
            {
                if (row.Cells.Count == _table.Header.Count) yield return (index + 1, row);
                else Report(row, null, FormattableString.Invariant($"{row.Cells.Count} cells"), FormattableString.Invariant($"{_table.Header.Count}, as in the header"));
            }
        }
    }

    /// <summary>Reads a file, or returns null after problems were added.</summary>
    public static TableFile? Read(string path, IReadOnlyList<string> columns, ITableFormat tables, ICollection<DataProblem> problems)
    {
        if (TextFile.Read(path, problems, out string sha256) is not string text) return null;
        Table table;
        try
        {
            table = tables.Parse(text);
        }
        catch (FormatException exception)
        {
            problems.Add(new DataProblem(path, null, null, exception.Message, "a CSV table"));
            return null;
        }

        if (table.Header is [string only] && only.Contains(';', StringComparison.Ordinal))
        {
            problems.Add(new DataProblem(path, 1, null, "columns separated by ';'", "columns separated by ','"));
            return null;
        }

        string[] missing = [.. columns.Except(table.Header, StringComparer.Ordinal)];
        foreach (string column in missing) problems.Add(new DataProblem(path, 1, column, "no such column", $"a header with {string.Join(", ", columns)}"));
        foreach (string column in table.Header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add(new DataProblem(path, 1, column, "the column appears more than once", "each column once"));
        if (missing.Length > 0) return null;
        if (table.Rows.Count == 0) problems.Add(new DataProblem(path, null, null, "no rows below the header", "at least one case"));
        return new TableFile(path, table, problems) { Sha256 = sha256 };
    }

    /// <summary>Whether the header has a column.</summary>
    public bool Has(string column) => _table.Header.Contains(column, StringComparer.Ordinal);

    /// <summary>The text of a cell; empty where the table has no such column.</summary>
    public string Cell(TableRow row, string column)
    {
        for (int i = 0; i < _table.Header.Count; i++)
        {
            if (_table.Header[i] == column) return row.Cells[i];
        }

        return "";
    }

    /// <summary>Reports something that is wrong in a row.</summary>
    public void Report(TableRow row, string? column, string found, string expected) => _problems.Add(new DataProblem(Path, row.Number, column, found, expected));

    /// <summary>Reports an id that cannot name files, or that stands in an earlier row already.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column of the id.</param>
    /// <param name="seen">Ids so far, with their rows.</param>
    public void CheckId(TableRow row, string column, Dictionary<string, int> seen)
    {
        string id = Cell(row, column);
        if (!SafeFileName.IsSafe(id)) Report(row, column, $"'{Shorten(id)}'", SafeFileName.Rule);
        else if (!seen.TryAdd(id, row.Number)) Report(row, column, FormattableString.Invariant($"'{id}' stands in row {seen[id]} already"), "an id of its own (upper and lower case count as the same)");
    }

    /// <summary>A text as it is shown in a problem.</summary>
    public static string Shorten(string text) => text.Length <= ShownLength ? text : FormattableString.Invariant($"{text[..ShownLength]}... ({text.Length} characters)");
}
